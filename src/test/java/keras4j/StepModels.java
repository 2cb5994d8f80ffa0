package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.training;
import static keras4j.ops.Ops.abs;
import static keras4j.ops.Ops.binaryCrossentropy;
import static keras4j.ops.Ops.exp;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.sign;
import static keras4j.ops.Ops.softmax;
import static keras4j.ops.Ops.softplus;
import static keras4j.ops.Ops.sqrt;
import static keras4j.ops.Ops.square;
import static keras4j.ops.Ops.stopGradient;
import static keras4j.ops.Ops.sum;
import static keras4j.ops.Ops.zerosLike;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Optimizer;
import keras4j.layers.Activation;
import keras4j.layers.ActivityRegularization;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Lambda;
import keras4j.layers.Layer;
import keras4j.layers.Rescaling;
import keras4j.losses.KLDivergence;
import keras4j.metrics.BinaryAccuracy;
import keras4j.metrics.Mean;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import keras4j.regularizers.L2;

/** The models of make_step_goldens.py, line for line. */
final class StepModels {
    private StepModels() {}

    static Sequential mlp(int inputs, int hidden, int outputs, String activation, String last) {
        return new Sequential(
                new Dense(hidden).activation(activation).inputDim(inputs), new Dense(outputs).activation(last));
    }

    static Sequential mlp(int inputs, int hidden, int outputs) {
        return mlp(inputs, hidden, outputs, "tanh", "linear");
    }

    static Symbol softplusLoss(Symbol logits, int sign) {
        return mean(softplus(logits.times(sign)));
    }

    static class Plain extends Model {
        private final Sequential net = mlp(3, 5, 2);

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol yPred = apply(step.x(), training(true));
            Symbol loss = step.computeLoss(yPred);
            step.apply(getOptimizer(), step.gradients(loss, trainableWeights()), trainableWeights());
            step.computeMetrics(loss, List.of(yPred));
        }
    }

    /** Only computeLoss is another one. */
    static final class OwnLoss extends Model {
        private final Sequential net = mlp(3, 5, 2);

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected Symbol computeLoss(Step step, List<Symbol> yPred) {
            Symbol error = mean(abs(step.y().minus(yPred.get(0))));
            return error.plus(mean(square(yPred.get(0))).times(0.1));
        }
    }

    static final class Gan extends Model {
        private final Sequential discriminator = mlp(2, 6, 1);
        private final Sequential generator = mlp(3, 5, 2);
        private final Optimizer dOptimizer = new Adam().learningRate(0.01);
        private final Optimizer gOptimizer = new SGD().learningRate(0.1).momentum(0.5);
        private final Mean dLoss = new Mean("d_loss");
        private final Mean gLoss = new Mean("g_loss");

        @Override
        protected void trainStep(TrainStep step) {
            Symbol noise = step.x(1);
            Symbol fake = generator.apply(noise);
            Symbol loss =
                    softplusLoss(discriminator.apply(step.x(0)), -1).plus(softplusLoss(discriminator.apply(fake), 1));
            List<Symbol> weights = discriminator.trainableWeights();
            step.apply(dOptimizer, step.gradients(loss, weights), weights);
            Symbol misled = softplusLoss(discriminator.apply(generator.apply(noise)), -1);
            List<Symbol> own = generator.trainableWeights();
            step.apply(gOptimizer, step.gradients(misled, own), own);
            step.update(dLoss, loss);
            step.update(gLoss, misled);
        }
    }

    /** With the penalty of Gulrajani et al., 2017; the critic is trained twice. */
    static final class Wgan extends Model {
        private final Sequential critic = mlp(2, 6, 1);
        private final Sequential generator = mlp(3, 5, 2);
        private final Optimizer cOptimizer = new Adam().learningRate(0.01).beta1(0.5);
        private final Optimizer gOptimizer = new Adam().learningRate(0.01).beta1(0.5);

        @Override
        protected void trainStep(TrainStep step) {
            Symbol real = step.x(0);
            Symbol noise = step.x(1);
            Symbol loss = null;
            Symbol penalty = null;
            for (int i = 0; i < 2; i++) {
                Symbol fake = generator.apply(noise);
                Symbol between = real.plus(step.x(2).times(fake.minus(real)));
                Symbol slope = step.gradient(sum(critic.apply(between)), between);
                Symbol norm = sqrt(sum(square(slope), 1));
                penalty = mean(square(norm.minus(1)));
                loss = mean(critic.apply(fake)).minus(mean(critic.apply(real))).plus(penalty.times(10));
                List<Symbol> weights = critic.trainableWeights();
                step.apply(cOptimizer, step.gradients(loss, weights), weights);
            }
            Symbol misled = mean(critic.apply(generator.apply(noise))).negative();
            List<Symbol> own = generator.trainableWeights();
            step.apply(gOptimizer, step.gradients(misled, own), own);
            step.log("c_loss", loss);
            step.log("g_loss", misled);
            step.log("penalty", penalty);
        }
    }

    /** z of mean, log variance and noise; adds the divergence from the standard normal distribution. */
    static final class Sampling extends Layer<Sampling> {
        @Override
        protected void config(Config config) {}

        @Override
        protected List<Symbol> call(List<Symbol> inputs, Call call) {
            Symbol mean = inputs.get(0);
            Symbol logVar = inputs.get(1);
            call.addLoss(
                    mean(logVar.plus(1).minus(square(mean)).minus(exp(logVar))).times(-0.05));
            return List.of(mean.plus(exp(logVar.times(0.5)).times(inputs.get(2))));
        }
    }

    static final class Vae extends Model {
        private final Dense hidden = new Dense(6).activation("relu");
        private final Dense mean = new Dense(2);
        private final Dense logVar = new Dense(2).activityRegularizer("l2");
        private final Sampling sampling = new Sampling();
        private final Sequential decoder = mlp(2, 5, 4, "relu", "sigmoid");

        @Override
        protected List<Symbol> call(List<Symbol> inputs) {
            Symbol h = hidden.apply(inputs.get(0));
            return List.of(decoder.apply(sampling.applyAll(mean.apply(h), logVar.apply(h), inputs.get(1))
                    .get(0)));
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol reconstruction =
                    applyAll(List.of(step.x(0), step.x(1)), training(true)).get(0);
            Symbol parts = mean(sum(binaryCrossentropy(step.x(0), reconstruction), 1));
            Symbol loss = step.losses().stream().reduce(parts, Symbol::plus);
            step.apply(getOptimizer(), step.gradients(loss, trainableWeights()), trainableWeights());
            step.log("loss", loss);
            step.log("reconstruction", parts);
        }
    }

    /** Evaluates and predicts in its own way, and has a metric as a tracker. */
    static final class Steps extends Model {
        private final Sequential net = mlp(3, 4, 1, "tanh", "sigmoid");
        private final Mean tracker = new Mean("mean_error");
        private final BinaryAccuracy hits = new BinaryAccuracy().name("hits");

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol yPred = apply(step.x(), training(true));
            Symbol loss = mean(square(step.y().minus(yPred)));
            step.apply(getOptimizer(), step.gradients(loss, trainableWeights()), trainableWeights());
            figures(step, yPred);
        }

        private void figures(Step step, Symbol yPred) {
            step.update(tracker, abs(step.y().minus(yPred)));
            step.update(hits, step.y(), yPred);
        }

        @Override
        protected void testStep(Step step) {
            figures(step, apply(step.x().negative(), training(false)));
        }

        @Override
        protected List<Symbol> predictStep(Step step) {
            return List.of(apply(step.x(), training(false)).times(2).minus(1));
        }
    }

    /** Trains on inputs that were moved along the sign of their gradient. */
    static final class Adversarial extends Model {
        private final Sequential net = new Sequential(
                new Dense(4).inputDim(3), new BatchNormalization(), new Activation("tanh"), new Dense(2));
        private final Mean tracker = new Mean("loss");

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol x = step.x();
            Symbol clean = mean(square(step.y().minus(net.apply(x, training(false)))));
            Symbol moved = stopGradient(x.plus(sign(step.gradient(clean, x)).times(0.1)));
            Symbol loss = mean(square(step.y().minus(net.apply(moved, training(true)))));
            step.apply(getOptimizer(), step.gradients(loss, trainableWeights()), trainableWeights());
            step.update(tracker, loss);
            step.log("clean", clean);
        }
    }

    /** Says nothing of training, as its caller decides. */
    static final class Normed extends Model {
        private final BatchNormalization norm = new BatchNormalization().momentum(0.8);
        private final Dense head = new Dense(2);

        @Override
        protected Symbol call(Symbol x) {
            return head.apply(norm.apply(x));
        }
    }

    /** What is called without training is inference: no statistics move, nothing is dropped; what is called with it, all of it is training. */
    static final class Bare extends Model {
        private final Sequential plain =
                new Sequential(new Dense(4).inputDim(3), new BatchNormalization(), new Dropout(0.5), new Dense(2));
        private final Normed trained = new Normed();

        @Override
        protected Symbol call(Symbol x) {
            return plain.apply(x).plus(trained.apply(x));
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol first = mean(square(step.y().minus(plain.apply(step.x()))));
            Symbol second = mean(square(step.y().minus(trained.apply(step.x(), training(true)))));
            Symbol loss = first.plus(second);
            step.apply(getOptimizer(), step.gradients(loss, trainableWeights()), trainableWeights());
            step.log("first", first);
            step.log("second", second);
            step.log("whole", mean(apply(step.x())));
        }
    }

    /** Two losses of one forward pass, of which the second one's gradient is taken after the first one's step. */
    static final class Order extends Model {
        private final Dense trunk = new Dense(4).activation("tanh");
        private final Dense head = new Dense(2);
        private final Optimizer first = new SGD().learningRate(0.5);
        private final Optimizer second = new SGD().learningRate(0.3);

        @Override
        protected Symbol call(Symbol x) {
            return head.apply(trunk.apply(x));
        }

        @Override
        protected void trainStep(TrainStep step) {
            Symbol hidden = trunk.apply(step.x());
            Symbol yPred = head.apply(hidden);
            Symbol loss = mean(square(step.y().minus(yPred)));
            Symbol size = mean(square(yPred)).plus(mean(hidden));
            Symbol kernel = head.weights().get(0);
            Symbol before = sum(kernel);
            List<Symbol> weights = trainableWeights();
            step.apply(first, step.gradients(loss, weights), weights);
            step.apply(second, step.gradients(size, weights), weights);
            step.log("loss", loss);
            step.log("after", mean(square(step.y().minus(apply(step.x())))));
            step.log("moved", sum(kernel).minus(before));
        }
    }

    /** Only the student is called by call. */
    static final class Distiller extends Model {
        private final Sequential student = mlp(3, 3, 2);
        private final Sequential teacher = mlp(3, 6, 2).trainable(false);

        @Override
        protected Symbol call(Symbol x) {
            return student.apply(x);
        }

        @Override
        protected Symbol computeLoss(Step step, List<Symbol> yPred) {
            Symbol soft = teacher.apply(step.x(), training(false));
            Symbol own = super.computeLoss(step, yPred);
            Symbol divergence = new KLDivergence().apply(softmax(soft), softmax(yPred.get(0)));
            return own.times(0.3).plus(divergence.times(0.7));
        }
    }

    /** A described model whose layers add losses; the default step trains it. */
    static Model added() {
        Symbol x = input(3);
        Sequential inner = new Sequential(
                new Dense(4).activation("tanh").activityRegularizer("l1").inputDim(3), new Dense(3));
        Symbol h = new Dense(3).kernelRegularizer("l2").apply(inner.apply(x));
        Symbol zero = new Lambda(t -> zerosLike(t)).apply(h);
        Symbol z = new Sampling().apply(h, zero, zero);
        return new Model(
                x,
                new Dense(2)
                        .activityRegularizer(new L2(0.1))
                        .apply(new ActivityRegularization().l1(0.02).apply(z)));
    }

    /** The same without a loss of compile. */
    static Model alone() {
        Symbol x = input(3);
        Symbol h = new Dense(3).activityRegularizer("l2").apply(x);
        return new Model(
                x,
                new Sampling()
                        .applyAll(h, new Rescaling(0.0).apply(h), new Rescaling(0.0).apply(h))
                        .get(0));
    }
}
