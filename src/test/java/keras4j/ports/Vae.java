package keras4j.ports;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationData;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.binaryCrossentropy;
import static keras4j.ops.Ops.exp;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.sum;
import static keras4j.ports.PortData.noise;
import static keras4j.ports.PortData.pictures;
import static keras4j.ports.PortData.setFirstWeights;

import java.util.List;
import java.util.Map;
import keras4j.History;
import keras4j.Model;
import keras4j.Step;
import keras4j.TrainStep;
import keras4j.core.Config;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Call;
import keras4j.layers.Conv2D;
import keras4j.layers.Conv2DTranspose;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Layer;
import keras4j.layers.Reshape;
import keras4j.metrics.Mean;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/** A variational autoencoder of pictures. Each sample brings the noise of its code along: ports/vae.py. */
public final class Vae extends Model {
    /** A code of a distribution: mean + deviation noise. */
    public static final class Sampling extends Layer<Sampling> {
        @Override
        protected void config(Config config) {}

        @Override
        protected List<Symbol> call(List<Symbol> inputs, Call call) {
            Symbol mean = inputs.get(0);
            Symbol logVar = inputs.get(1);
            Symbol epsilon = inputs.get(2);
            return List.of(mean.plus(exp(logVar.times(0.5)).times(epsilon)));
        }
    }

    private record Losses(Symbol loss, Symbol reconstructionLoss, Symbol klLoss) {}

    private final Model encoder;
    private final Model decoder;
    private final Mean lossTracker = new Mean("loss");
    private final Mean reconstructionTracker = new Mean("reconstruction_loss");
    private final Mean klTracker = new Mean("kl_loss");

    Vae(Model encoder, Model decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs) {
        List<Symbol> code = encoder.applyAll(inputs);
        return List.of(decoder.apply(code.get(2)));
    }

    private Losses lossesOf(Step step) {
        Symbol picture = step.x(0);
        List<Symbol> code = encoder.applyAll(step.xs());
        Symbol mean = code.get(0);
        Symbol logVar = code.get(1);
        Symbol reconstruction = decoder.apply(code.get(2));
        Symbol reconstructionLoss = mean(sum(mean(binaryCrossentropy(picture, reconstruction), -1), 1, 2));
        Symbol klLoss = logVar.plus(1).minus(square(mean)).minus(exp(logVar)).times(-0.5);
        klLoss = mean(sum(klLoss, 1));
        return new Losses(reconstructionLoss.plus(klLoss), reconstructionLoss, klLoss);
    }

    private void track(Step step, Losses losses) {
        step.update(lossTracker, losses.loss);
        step.update(reconstructionTracker, losses.reconstructionLoss);
        step.update(klTracker, losses.klLoss);
    }

    @Override
    protected void trainStep(TrainStep step) {
        Losses losses = lossesOf(step);
        List<Symbol> gradients = step.gradients(losses.loss, trainableWeights());
        step.apply(getOptimizer(), gradients, trainableWeights());
        track(step, losses);
    }

    @Override
    protected void testStep(Step step) {
        track(step, lossesOf(step));
    }

    static Model makeEncoder() {
        Symbol picture = input(8, 8, 1);
        Symbol epsilon = input(2);
        Symbol x =
                new Conv2D(4, 3).strides(2).padding("same").activation("relu").apply(picture);
        x = new Flatten().apply(x);
        x = new Dense(8).activation("relu").apply(x);
        Symbol mean = new Dense(2).name("mean").apply(x);
        Symbol logVar = new Dense(2).name("log_var").apply(x);
        Symbol z = new Sampling().apply(mean, logVar, epsilon);
        return new Model(List.of(picture, epsilon), List.of(mean, logVar, z)).name("encoder");
    }

    static Model makeDecoder() {
        Symbol z = input(2);
        Symbol x = new Dense(4 * 4 * 4).activation("relu").apply(z);
        x = new Reshape(4, 4, 4).apply(x);
        x = new Conv2DTranspose(4, 3)
                .strides(2)
                .padding("same")
                .activation("relu")
                .apply(x);
        x = new Conv2DTranspose(1, 3).padding("same").activation("sigmoid").apply(x);
        return new Model(z, x).name("decoder");
    }

    /** Pictures, and the noise of their codes. */
    public static Dataset data(int samples) {
        return Dataset.of(List.of(pictures(samples), noise(2, samples, 2)));
    }

    /** A model to fit. */
    public static Vae make() {
        Vae vae = new Vae(makeEncoder(), makeDecoder());
        setFirstWeights(vae.encoder);
        setFirstWeights(vae.decoder);
        vae.compile(optimizer(new Adam().learningRate(0.01)));
        return vae;
    }

    /** What was computed, by name. */
    public static Map<String, Object> run() {
        Dataset data = data(40);
        Vae vae = make();
        History history = vae.fit(
                data.slice(0, 30),
                epochs(3),
                batchSize(8),
                shuffle(false),
                validationData(data.slice(30, 40)),
                verbose(0));
        List<Npy> code = vae.encoder.predictAll(List.of(pictures(40), noise(2, 40, 2)));
        Npy decoded = vae.decoder.predict(code.get(2));
        return Map.of("history", history.history(), "mean", code.get(0), "log_var", code.get(1), "decoded", decoded);
    }
}
