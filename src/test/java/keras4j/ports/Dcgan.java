package keras4j.ports;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.shuffle;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.concatenate;
import static keras4j.ops.Ops.onesLike;
import static keras4j.ops.Ops.zerosLike;
import static keras4j.ports.PortData.noise;
import static keras4j.ports.PortData.pictures;
import static keras4j.ports.PortData.setFirstWeights;
import static keras4j.ports.PortData.uniform;

import java.util.List;
import java.util.Map;
import keras4j.History;
import keras4j.Model;
import keras4j.Sequential;
import keras4j.TrainStep;
import keras4j.core.Loss;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Conv2DTranspose;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LeakyReLU;
import keras4j.layers.ReLU;
import keras4j.layers.Reshape;
import keras4j.losses.BinaryCrossentropy;
import keras4j.metrics.Mean;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/** A deep convolutional GAN of pictures. Each sample brings the noise of both its fakes along: ports/dcgan.py. */
public final class Dcgan extends Model {
    private final Model discriminator;
    private final Model generator;
    private final Mean dLossTracker = new Mean("d_loss");
    private final Mean gLossTracker = new Mean("g_loss");
    private Optimizer dOptimizer;
    private Optimizer gOptimizer;
    private Loss lossFn;

    Dcgan(Model discriminator, Model generator) {
        this.discriminator = discriminator;
        this.generator = generator;
    }

    void compile(Optimizer dOptimizer, Optimizer gOptimizer, Loss lossFn) {
        super.compile();
        this.dOptimizer = dOptimizer;
        this.gOptimizer = gOptimizer;
        this.lossFn = lossFn;
    }

    @Override
    protected void trainStep(TrainStep step) {
        Symbol real = step.x(0);
        Symbol firstNoise = step.x(1);
        Symbol secondNoise = step.x(2);
        Symbol labelNoise = step.x(3);

        Symbol fake = generator.apply(firstNoise, training(true));
        Symbol both = concatenate(List.of(fake, real), 0);
        Symbol labels = concatenate(List.of(onesLike(labelNoise), zerosLike(labelNoise)), 0);
        labels = labels.plus(concatenate(List.of(labelNoise, labelNoise), 0).times(0.05));
        Symbol predictions = discriminator.apply(both, training(true));
        Symbol dLoss = step.loss(lossFn, labels, predictions);
        List<Symbol> gradients = step.gradients(dLoss, discriminator.trainableWeights());
        step.apply(dOptimizer, gradients, discriminator.trainableWeights());

        Symbol misleading = zerosLike(labelNoise);
        predictions = discriminator.apply(generator.apply(secondNoise, training(true)), training(true));
        Symbol gLoss = step.loss(lossFn, misleading, predictions);
        gradients = step.gradients(gLoss, generator.trainableWeights());
        step.apply(gOptimizer, gradients, generator.trainableWeights());

        step.update(dLossTracker, dLoss);
        step.update(gLossTracker, gLoss);
    }

    static Sequential makeDiscriminator() {
        return new Sequential(
                new Input(8, 8, 1),
                new Conv2D(4, 4).strides(2).padding("same"),
                new LeakyReLU().negativeSlope(0.2),
                new Conv2D(8, 4).strides(2).padding("same").useBias(false),
                new BatchNormalization().momentum(0.8),
                new LeakyReLU().negativeSlope(0.2),
                new Flatten(),
                new Dense(1).activation("sigmoid"));
    }

    static Sequential makeGenerator() {
        return new Sequential(
                new Input(5),
                new Dense(2 * 2 * 8).useBias(false),
                new BatchNormalization().momentum(0.8),
                new ReLU(),
                new Reshape(2, 2, 8),
                new Conv2DTranspose(4, 4).strides(2).padding("same").useBias(false),
                new BatchNormalization().momentum(0.8),
                new ReLU(),
                new Conv2DTranspose(1, 4).strides(2).padding("same").activation("sigmoid"));
    }

    /** Pictures, and the noise of two fakes and of labels for each. */
    public static Dataset data(int samples) {
        return Dataset.of(
                List.of(pictures(samples), noise(2, samples, 5), noise(3, samples, 5), uniform(4, samples, 1)));
    }

    /** A model to fit. */
    public static Dcgan make() {
        Dcgan gan = new Dcgan(makeDiscriminator(), makeGenerator());
        setFirstWeights(gan.discriminator);
        setFirstWeights(gan.generator);
        gan.compile(
                new Adam().learningRate(0.002).beta1(0.5),
                new Adam().learningRate(0.003).beta1(0.5),
                new BinaryCrossentropy());
        return gan;
    }

    /** What was computed, by name. */
    public static Map<String, Object> run() {
        Dcgan gan = make();
        History history = gan.fit(data(40), epochs(3), batchSize(16), shuffle(false), verbose(0));
        Npy generated = gan.generator.predict(noise(5, 4, 5));
        Npy judged = gan.discriminator.predict(pictures(40));
        return Map.of("history", history.history(), "generated", generated, "judged", judged);
    }
}
