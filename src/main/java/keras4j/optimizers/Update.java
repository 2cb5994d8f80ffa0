package keras4j.optimizers;

import keras4j.core.Variable;

/** One step of an optimizer, as its rule sees it. Arrays are indexed as the weights of the whole model. */
public final class Update {
    float[] weights;
    float[] gradients;
    float[][] slots;
    float[] scalars;
    Variable variable;
    Object workspace;
    long step;
    float rate;

    Update() {}

    /** All weights: those of a variable are from {@link Variable#from} to {@link Variable#to}. */
    public float[] weights() {
        return weights;
    }

    /** The gradients of the mean loss, which may be changed. */
    public float[] gradients() {
        return gradients;
    }

    /** What is remembered of the weights under one of the names of {@link GradientOptimizer#slots}, by its number there. */
    public float[] slot(int number) {
        return slots[number];
    }

    /** What is remembered of no weight: {@link GradientOptimizer#scalars} numbers. */
    public float[] scalars() {
        return scalars;
    }

    /** Whose weights change, of a rule that is not element-wise. */
    public Variable variable() {
        return variable;
    }

    /** What {@link GradientOptimizer#workspace} made for the variable. */
    public Object workspace() {
        return workspace;
    }

    /** 1 for the first step; steps that only add gradients up are not counted. */
    public long step() {
        return step;
    }

    /** The learning rate. */
    public float rate() {
        return rate;
    }
}
