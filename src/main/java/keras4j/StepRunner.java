package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.layers.LayerTrace;
import keras4j.ops.Symbol;

/** Runs the steps that a model describes itself: each is described once for so many samples of certain shapes; the last few are kept. */
final class StepRunner implements BatchRunner {
    /** Which of the model's steps; a {@link Function} is none of them. */
    enum Kind {
        TRAIN,
        TEST,
        PREDICT,
        CALL
    }

    /** Describes a step of a kind. */
    interface Description {
        /** @return what it gives; null for none */
        List<Symbol> describe(Kind kind, TrainStep step);
    }

    /** For what a step was described. */
    private record Key(Kind kind, int rows, List<Shape> x, List<Shape> y, int weights) {}

    private static final int MAX_STEPS = 8;

    private final Model model;
    private final Description description;
    private final Network network;
    private final Compiled compiled;
    private final Map<Optimizer, OptimizerState> optimizers;
    private final List<Shape> x;
    private final List<Shape> y;
    private final int weights;
    private final Arena arena = new Arena();
    private final List<float[]> gradients = new ArrayList<>();
    /** The last is the one that ran last. */
    private final List<Key> keys = new ArrayList<>();

    private final List<DescribedStep> steps = new ArrayList<>();
    private SplittableRandom seeds = new SplittableRandom();
    private long draws;

    /**
     * @param optimizers those at work, by what says how they work
     * @param x the shapes of one sample of each input
     * @param y the same of the labels; none for no labels
     * @param weights the weights of each sample; 0 for none
     * @param draws how many draws of random numbers there have been before
     */
    StepRunner(
            Model model,
            Description description,
            Network network,
            Compiled compiled,
            Map<Optimizer, OptimizerState> optimizers,
            List<Shape> x,
            List<Shape> y,
            int weights,
            long draws) {
        this.draws = draws;
        this.model = model;
        this.description = description;
        this.network = network;
        this.compiled = compiled;
        this.optimizers = optimizers;
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    @Override
    public double train(Batch batch, float[][] rowWeights) {
        return run(Kind.TRAIN, batch).loss();
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        return run(Kind.TEST, batch).loss();
    }

    @Override
    public void predict(Batch batch) {
        run(Kind.PREDICT, batch);
    }

    /** Runs a step on a batch. */
    DescribedStep run(Kind kind, Batch batch) {
        DescribedStep step = step(kind, batch);
        step.seed(seeds, draws);
        draws += step.draws();
        step.run(batch);
        return step;
    }

    private DescribedStep step(Kind kind, Batch batch) {
        List<Shape> xShapes = batch.of() == null ? x : batch.of().xShapes();
        boolean hasLabels = kind != Kind.PREDICT && !y.isEmpty();
        List<Shape> yShapes = batch.of() == null || !hasLabels ? y : batch.of().yShapes();
        for (int i = keys.size() - 1; i >= 0; i--) {
            Key key = keys.get(i);
            if (key.kind == kind && key.rows == batch.rows() && isSame(key.x, xShapes) && isSame(key.y, yShapes)) {
                if (i < keys.size() - 1) {
                    keys.add(keys.remove(i));
                    steps.add(steps.remove(i));
                }
                return steps.get(keys.size() - 1);
            }
        }
        Key key = new Key(kind, batch.rows(), xShapes, yShapes, kind == Kind.PREDICT ? 0 : weights);
        DescribedStep made = describe(key);
        if (keys.size() == MAX_STEPS) {
            keys.remove(0);
            steps.remove(0);
        }
        keys.add(key);
        steps.add(made);
        return made;
    }

    private static boolean isSame(List<Shape> some, List<Shape> others) {
        return some == others || some.equals(others);
    }

    private DescribedStep describe(Key key) {
        LayerTrace trace = LayerTrace.staged();
        TrainStep step = new TrainStep(model, network, compiled, trace, key.rows, key.x, key.y, key.weights);
        List<Symbol> outputs = trace.describe(() -> outputs(key, step));
        steps.forEach(other -> checkKept(key.kind, step, other));
        Map<Symbol, Slot> slots = network.bySymbol();
        List<List<View>> places = new ArrayList<>();
        List<DescribedStep.Change> changes = new ArrayList<>();
        int optimized = 0;
        for (Step.Change change : step.changes()) {
            List<Slot> trained = new ArrayList<>();
            List<View> views = new ArrayList<>();
            boolean isAssigned = change.optimizer() == null;
            float[] all = isAssigned ? new float[change.weights().get(0).shape().size()] : gradients(optimized++);
            for (Symbol weight : change.weights()) {
                Slot slot = slots.get(weight);
                if (slot == null) {
                    throw KerasException.expected(
                            "apply", "weights of this model, or of a layer that is in a field of it", weight);
                }
                trained.add(slot);
                views.add(DescribedStep.place(all, isAssigned ? 0 : slot.offset(), weight.shape()));
            }
            places.add(views);
            OptimizerState.Part part = OptimizerState.Part.of(network.variables(trained));
            OptimizerState state = isAssigned
                    ? null
                    : optimizers.computeIfAbsent(
                            change.optimizer(), rule -> network.optimizerState(rule, part.variables()));
            changes.add(new DescribedStep.Change(state, part, all));
        }
        return new DescribedStep(key.kind, network, arena, step, places, changes, outputs);
    }

    /** What a step of prediction, or a function, gives. */
    private List<Symbol> outputs(Key key, TrainStep step) {
        List<Symbol> outputs = description.describe(key.kind, step);
        if (key.kind == Kind.TRAIN || key.kind == Kind.TEST) {
            return null;
        }
        String where = key.kind == Kind.PREDICT ? "predictStep" : "Function";
        List<Symbol> all = KerasException.notNull(where, "outputs", outputs).stream()
                .map(output -> step.now(where, output))
                .toList();
        for (Symbol output : all) {
            if (key.kind == Kind.PREDICT && (output.rank() == 0 || output.dim(0) != key.rows)) {
                throw KerasException.expected(where, "outputs of " + key.rows + " samples", output.shape());
            }
        }
        return all;
    }

    /** Optimizers and metrics are the same for each number of samples, or they would begin anew. */
    private static void checkKept(Kind kind, TrainStep step, DescribedStep other) {
        if (other.kind() != kind) {
            return;
        }
        List<Optimizer> optimizers = step.changes().stream()
                .map(Step.Change::optimizer)
                .filter(Objects::nonNull)
                .toList();
        if (optimizers.size() == other.optimizers().size()) {
            for (int i = 0; i < optimizers.size(); i++) {
                if (optimizers.get(i) != other.optimizers().get(i)) {
                    throw KerasException.expected(
                            "apply", "an optimizer that is kept in a field of the model", "one that the step makes");
                }
            }
        }
        for (Step.Tracked tracked : step.tracked()) {
            for (Metric metric : other.metrics()) {
                if (metric != tracked.metric()
                        && metric.getName().equals(tracked.metric().getName())) {
                    throw KerasException.expected(
                            "update",
                            "a metric that is kept in a field of the model",
                            "one that the step makes, " + metric.getName());
                }
            }
        }
    }

    /** Room for the gradients of the optimizer's step with this number, for all that were described. */
    private float[] gradients(int number) {
        if (gradients.size() == number) {
            gradients.add(new float[network.countParams()]);
        }
        return gradients.get(number);
    }

    /** Whether it is of this network, and of what compile was told then. */
    boolean isOf(Network built, Compiled other) {
        return network == built && compiled == other;
    }

    /** How many draws of random numbers there have been. */
    long draws() {
        return draws;
    }

    /** What has run last. */
    DescribedStep last() {
        return steps.get(steps.size() - 1);
    }

    /** The shape of one sample of what the model's step of prediction gives, for so many samples. */
    @Override
    public List<Shape> outputShapes() {
        return last().sampleShapes();
    }

    @Override
    public float[] outputs(int output) {
        return last().outputs(output);
    }

    @Override
    public float[] logits(int output) {
        return last().logits(output);
    }

    @Override
    public double loss(int output) {
        return last().loss(output);
    }

    @Override
    public float[] mask(int output) {
        return last().mask(output);
    }

    @Override
    public void seed(long seed) {
        seeds = new SplittableRandom(seed);
    }
}
