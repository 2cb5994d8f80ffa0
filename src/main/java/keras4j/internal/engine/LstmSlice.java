package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Mask;

/**
 * Some samples of a batch on their way through an LSTM, by one thread. Every step and gate has arrays of its own, (units,
 * samples), so that loops over several of them have one index: only then Java's compiler makes vector instructions of them.
 */
final class LstmSlice {
    /** The gates in Keras's order; the third is the candidate for the new state. */
    private static final int INPUT = 0;

    private static final int FORGET = 1;
    private static final int CANDIDATE = 2;
    private static final int OUTPUT = 3;
    private static final int GATES = 4;

    private final LstmShape shape;
    private final int units;
    private final LstmRows rows;
    private final Gate activation;
    private final Gate recurrentActivation;
    private final LstmProducts plain;
    private final LstmProducts dropped;
    private LstmProducts products;
    private int samples;
    private int capacity;
    private Mask mask;
    /** For each gate and step the sums, and what the gate makes of them; one array if the gate does without the sums. */
    private final float[][][] sums;

    private final float[][][] gates;
    /** States before each step, and after the last. */
    private final float[][] states;

    private final float[][] activated;
    /** Outputs of the step before each, and of the last. */
    private final float[][] outputs;

    private final float[][] gateGradients = new float[GATES][];
    private final float[][] sumGradients = new float[GATES][];
    private final float[] gradients;
    private float[] outputGradient;
    private float[] stateGradient;
    private float[] before;
    private float[] kept;
    private float[] product;

    LstmSlice(LstmShape shape) {
        this.shape = shape;
        units = shape.units();
        rows = new LstmRows(shape);
        activation = Gate.of(shape.activation());
        recurrentActivation = Gate.of(shape.recurrentActivation());
        plain = new LstmProducts(shape, 1);
        dropped = new LstmProducts(shape, shape.copies());
        gradients = new float[shape.countParams()];
        sums = new float[shape.steps()][GATES][];
        gates = new float[shape.steps()][GATES][];
        states = new float[shape.steps() + 1][];
        outputs = new float[shape.steps() + 1][];
        activated = new float[shape.steps()][];
    }

    void weightsChanged() {
        plain.weightsChanged();
        dropped.weightsChanged();
    }

    private Gate gate(int number) {
        return number == CANDIDATE ? activation : recurrentActivation;
    }

    /** Forgets its samples. */
    void clear() {
        samples = 0;
    }

    private void grow() {
        if (samples <= capacity) {
            return;
        }
        capacity = samples;
        int size = samples * units;
        for (int step = 0; step < shape.steps(); step++) {
            for (int g = 0; g < GATES; g++) {
                gates[step][g] = new float[size];
                sums[step][g] = gate(g).keepsInputs() ? new float[size] : gates[step][g];
            }
            activated[step] = new float[size];
        }
        for (int step = 0; step <= shape.steps(); step++) {
            states[step] = new float[size];
            outputs[step] = new float[size];
        }
        for (int g = 0; g < GATES; g++) {
            gateGradients[g] = new float[size];
            sumGradients[g] = new float[size];
        }
        outputGradient = new float[size];
        stateGradient = new float[size];
        before = new float[size];
        kept = new float[2 * size];
        product = new float[size];
    }

    /**
     * Computes the outputs of the samples {@code from..to}.
     *
     * @param begin the outputs and states before the first step, (all samples, units) each; null for 0
     * @param end those after the last step, are written; null if they are not wanted
     * @param factors by what inputs and outputs of the step before are multiplied; null for 1
     * @param mask null for none
     */
    void forward(
            float[] weights,
            float[] x,
            float[] y,
            int from,
            int to,
            float[][] begin,
            float[][] end,
            LstmFactors factors,
            Mask mask) {
        samples = Math.max(0, to - from);
        this.mask = mask;
        grow();
        rows.begin(from, samples, mask);
        if (begin != null) {
            rows.read(begin[0], outputs[0]);
            rows.read(begin[1], states[0]);
        }
        products = factors == null ? plain : dropped;
        products.begin(weights, x, from, samples, factors);
        for (int step = 0; step < shape.steps(); step++) {
            products.forward(step, outputs[step], sums[step]);
            for (int g = 0; g < GATES; g++) {
                gate(g).forward(sums[step][g], gates[step][g], units, samples);
            }
            int count = samples * units;
            remember(
                    gates[step][INPUT],
                    gates[step][FORGET],
                    gates[step][CANDIDATE],
                    states[step],
                    states[step + 1],
                    count);
            activation.forward(states[step + 1], activated[step], units, samples);
            multiply(gates[step][OUTPUT], activated[step], outputs[step + 1], count);
            if (mask != null) {
                skip(step);
            }
            if (shape.sequences()) {
                rows.write(outputs[step + 1], y, step);
            }
        }
        if (!shape.sequences()) {
            rows.write(outputs[shape.steps()], y, shape.steps() - 1);
        }
        if (shape.states()) {
            rows.writeState(0, outputs[shape.steps()], y);
            rows.writeState(1, states[shape.steps()], y);
        }
        if (end != null) {
            rows.write(outputs[shape.steps()], end[0]);
            rows.write(states[shape.steps()], end[1]);
        }
    }

    private static void remember(float[] i, float[] f, float[] c, float[] old, float[] state, int count) {
        for (int j = 0; j < count; j++) {
            state[j] = f[j] * old[j] + i[j] * c[j];
        }
    }

    private static void multiply(float[] a, float[] b, float[] product, int count) {
        for (int j = 0; j < count; j++) {
            product[j] = a[j] * b[j];
        }
    }

    /** Where the mask says so, state and output stay as they were. */
    private void skip(int step) {
        for (int row = 0; row < samples; row++) {
            if (rows.isSkipped(row, step)) {
                copy(states[step], 0, states[step + 1], row);
                copy(outputs[step], 0, outputs[step + 1], row);
            }
        }
    }

    /** Copies the numbers of one sample. */
    private void copy(float[] source, int from, float[] target, int row) {
        for (int i = row; i < units * samples; i += samples) {
            target[i] = source[from + i];
        }
    }

    /** Adds the gradients of the weights by these samples. */
    void addGradients(float[] all) {
        for (int i = 0; i < gradients.length && samples > 0; i++) {
            all[shape.offset() + i] += gradients[i];
        }
    }

    /**
     * Takes the gradient of the samples of the last forward back.
     *
     * @param dx the gradient by the inputs, is written; null if it is not wanted
     * @param begin those by the outputs and states before the first step, are written; null where they are not wanted
     */
    void backward(float[] dy, float[] dx, float[][] begin) {
        if (samples == 0) {
            return;
        }
        int count = samples * units;
        Arrays.fill(stateGradient, 0, count, 0);
        Arrays.fill(outputGradient, 0, count, 0);
        if (shape.states()) {
            rows.readState(0, dy, outputGradient);
            rows.readState(1, dy, stateGradient);
        }
        for (int step = shape.steps() - 1; step >= 0; step--) {
            if (shape.sequences() || step == shape.steps() - 1) {
                rows.read(dy, step, outputGradient);
            }
            if (mask != null) {
                System.arraycopy(outputGradient, 0, kept, 0, count);
                System.arraycopy(stateGradient, 0, kept, count, count);
            }
            gateGradients(step, count);
            for (int g = 0; g < GATES; g++) {
                gate(g).backward(sums[step][g], gates[step][g], gateGradients[g], sumGradients[g], units, samples);
            }
            if (mask != null) {
                clearSkipped(step);
            }
            products.backward(step, sumGradients, outputGradient, dx);
            if (mask != null) {
                keepSkipped(step, count);
            }
        }
        products.end(gradients);
        if (begin != null && begin[0] != null) {
            rows.write(outputGradient, begin[0]);
        }
        if (begin != null && begin[1] != null) {
            rows.write(stateGradient, begin[1]);
        }
    }

    /** The gradients by the gates, and by the state before the step. */
    private void gateGradients(int step, int count) {
        multiply(outputGradient, activated[step], gateGradients[OUTPUT], count);
        multiply(outputGradient, gates[step][OUTPUT], product, count);
        activation.backward(states[step + 1], activated[step], product, before, units, samples);
        add(before, stateGradient, count);
        multiply(stateGradient, gates[step][CANDIDATE], gateGradients[INPUT], count);
        multiply(stateGradient, gates[step][INPUT], gateGradients[CANDIDATE], count);
        multiply(stateGradient, states[step], gateGradients[FORGET], count);
        multiply(stateGradient, gates[step][FORGET], stateGradient, count);
    }

    private static void add(float[] source, float[] sum, int count) {
        for (int j = 0; j < count; j++) {
            sum[j] += source[j];
        }
    }

    /** The sums had no part in a step that was skipped. */
    private void clearSkipped(int step) {
        for (int row = 0; row < samples; row++) {
            for (int i = row; i < units * samples && rows.isSkipped(row, step); i += samples) {
                for (int g = 0; g < GATES; g++) {
                    sumGradients[g][i] = 0;
                }
            }
        }
    }

    /** State and output went through it as they were. */
    private void keepSkipped(int step, int count) {
        for (int row = 0; row < samples; row++) {
            if (rows.isSkipped(row, step)) {
                copy(kept, 0, outputGradient, row);
                copy(kept, count, stateGradient, row);
            }
        }
    }
}
