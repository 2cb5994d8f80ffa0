package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.Compiled;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.Dataset;
import keras4j.internal.graph.Network;

/** Runs the steps that a model describes itself. Those for the last few shapes of batches are kept. */
final class StepRunner implements BatchRunner {
    /** Which of the model's steps; a {@link Function} is none of them. */
    enum Kind {
        TRAIN,
        TEST,
        PREDICT,
        CALL
    }

    /** So many are kept of each kind. */
    private static final int MAX_STEPS = 8;

    private final StepPlanner planner;
    /** The last is the one that ran last. */
    private final List<DescribedStep> steps = new ArrayList<>();

    private SplittableRandom seeds = new SplittableRandom();
    private long draws;

    /** @param draws how many draws of random numbers there have been before */
    StepRunner(StepPlanner planner, long draws) {
        this.planner = planner;
        this.draws = draws;
    }

    @Override
    public double train(Batch batch, float[][] rowWeights) {
        return run(Kind.TRAIN, batch).readings().loss();
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        return run(Kind.TEST, batch).readings().loss();
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

    /** The step for such a batch, which is the last one from here on. */
    DescribedStep step(Kind kind, Batch batch) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).of().fits(kind, batch)) {
                if (i < steps.size() - 1) {
                    steps.add(steps.remove(i));
                }
                return last();
            }
        }
        return plan(Signature.of(kind, batch));
    }

    private DescribedStep plan(Signature of) {
        DescribedStep made = planner.plan(of, steps);
        List<DescribedStep> alike =
                steps.stream().filter(other -> other.of().kind() == of.kind()).toList();
        if (alike.size() == MAX_STEPS) {
            steps.remove(alike.get(0));
        }
        steps.add(made);
        return made;
    }

    /** Looks at the labels of all data before a step runs on some of them, so many at once. */
    synchronized void checkLabels(Kind kind, Dataset data, int batchSize) {
        Signature of = Signature.of(kind, data, Math.min(batchSize, data.size()));
        steps.stream()
                .filter(step -> step.of().equals(of))
                .findFirst()
                .orElseGet(() -> plan(of))
                .checkLabels(data);
    }

    /** Whether it is of this network, and of what compile was told then. */
    boolean isOf(Network built, Compiled compiled) {
        return planner.isOf(built, compiled);
    }

    /** How many draws of random numbers there have been. */
    long draws() {
        return draws;
    }

    private DescribedStep last() {
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
        return last().readings().loss(output);
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
