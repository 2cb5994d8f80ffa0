package keras4j.ports;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.shuffle;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.all;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.sqrt;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.sum;
import static keras4j.ports.PortData.noise;
import static keras4j.ports.PortData.pictures;
import static keras4j.ports.PortData.setFirstWeights;
import static keras4j.ports.PortData.uniform;

import java.util.List;
import java.util.Map;
import keras4j.History;
import keras4j.Model;
import keras4j.TrainStep;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Activation;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.LeakyReLU;
import keras4j.layers.Reshape;
import keras4j.layers.UpSampling2D;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/** A Wasserstein GAN with a penalty on the critic's gradient. Each sample brings all numbers of chance along: ports/wgan_gp.py. */
public final class WganGp extends Model {
    private final Model critic;
    private final Model generator;
    private final int criticSteps = 3;
    private final double gpWeight = 10;
    private Optimizer cOptimizer;
    private Optimizer gOptimizer;

    WganGp(Model critic, Model generator) {
        this.critic = critic;
        this.generator = generator;
    }

    void compile(Optimizer cOptimizer, Optimizer gOptimizer) {
        super.compile();
        this.cOptimizer = cOptimizer;
        this.gOptimizer = gOptimizer;
    }

    private Symbol gradientPenalty(TrainStep step, Symbol real, Symbol fake, Symbol alpha) {
        Symbol between = real.plus(alpha.times(fake.minus(real)));
        Symbol score = critic.apply(between, training(true));
        Symbol gradient = step.gradient(sum(score), between);
        Symbol norm = sqrt(sum(square(gradient), 1, 2, 3));
        return mean(square(norm.minus(1)));
    }

    @Override
    protected void trainStep(TrainStep step) {
        Symbol real = step.x(0);
        Symbol criticNoise = step.x(1);
        Symbol alpha = step.x(2);
        Symbol generatorNoise = step.x(3);

        Symbol cLoss = null;
        Symbol penalty = null;
        for (int i = 0; i < criticSteps; i++) {
            Symbol fake = generator.apply(criticNoise.get(all(), i), training(true));
            Symbol cost = mean(critic.apply(fake, training(true))).minus(mean(critic.apply(real, training(true))));
            penalty = gradientPenalty(step, real, fake, alpha.get(all(), i));
            cLoss = cost.plus(penalty.times(gpWeight));
            List<Symbol> gradients = step.gradients(cLoss, critic.trainableWeights());
            step.apply(cOptimizer, gradients, critic.trainableWeights());
        }

        Symbol score = critic.apply(generator.apply(generatorNoise, training(true)), training(true));
        Symbol gLoss = mean(score).negative();
        List<Symbol> gradients = step.gradients(gLoss, generator.trainableWeights());
        step.apply(gOptimizer, gradients, generator.trainableWeights());
        step.log("c_loss", cLoss);
        step.log("g_loss", gLoss);
        step.log("penalty", penalty);
    }

    static Model makeCritic() {
        Symbol picture = input(8, 8, 1);
        Symbol x = new Conv2D(4, 3).strides(2).padding("same").apply(picture);
        x = new LeakyReLU().negativeSlope(0.2).apply(x);
        x = new Conv2D(6, 3).strides(2).padding("same").apply(x);
        x = new LeakyReLU().negativeSlope(0.2).apply(x);
        x = new Flatten().apply(x);
        return new Model(picture, new Dense(1).apply(x)).name("critic");
    }

    static Model makeGenerator() {
        Symbol z = input(5);
        Symbol x = new Dense(4 * 4 * 4).useBias(false).apply(z);
        x = new BatchNormalization().apply(x);
        x = new LeakyReLU().negativeSlope(0.2).apply(x);
        x = new Reshape(4, 4, 4).apply(x);
        x = new UpSampling2D(2).apply(x);
        x = new Conv2D(1, 3).padding("same").useBias(false).apply(x);
        x = new BatchNormalization().apply(x);
        return new Model(z, new Activation("tanh").apply(x)).name("generator");
    }

    /** Pictures from -1 to 1. */
    private static Npy real(int samples) {
        Npy x = pictures(samples);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = 2 * x.values()[i] - 1;
        }
        return x;
    }

    /** Pictures, and for each the noise of its fakes and places between the two. */
    public static Dataset data(int samples) {
        Npy alpha = uniform(3, samples, 3, 1, 1, 1);
        return Dataset.of(List.of(real(samples), noise(2, samples, 3, 5), alpha, noise(4, samples, 5)));
    }

    /** A model to fit. */
    public static WganGp make() {
        WganGp wgan = new WganGp(makeCritic(), makeGenerator());
        setFirstWeights(wgan.critic);
        setFirstWeights(wgan.generator);
        wgan.compile(
                new Adam().learningRate(0.002).beta1(0.5).beta2(0.9),
                new Adam().learningRate(0.002).beta1(0.5).beta2(0.9));
        return wgan;
    }

    /** What was computed, by name. */
    public static Map<String, Object> run() {
        WganGp wgan = make();
        History history = wgan.fit(data(40), epochs(3), batchSize(16), shuffle(false), verbose(0));
        Npy generated = wgan.generator.predict(noise(5, 4, 5));
        return Map.of("history", history.history(), "generated", generated, "scores", wgan.critic.predict(real(40)));
    }
}
