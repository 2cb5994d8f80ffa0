package keras4j.internal.kernels;

import java.util.Arrays;

/**
 * What a step of a recurrent layer makes of its states and of four sums for each unit. A step has its numbers in arrays, one for each
 * kind, so that loops over several of them have one index: only then C2 makes vector instructions of them.
 */
public enum GatedCell {
    /**
     * Long short-term memory: i, f, o = sigmoid, c~ = tanh of the sums, in the order i, f, c~, o; the state c = f c + i c~; the output
     * and first state h = o tanh(c). Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
     */
    LSTM(2, 6, 4) {
        @Override
        void forward(float[][] values, float[][] states, int begin, int end) {
            float[] c = states[1];
            Quotients.sigmoid(values[0], values[0], begin, end);
            Quotients.sigmoid(values[1], values[1], begin, end);
            Quotients.tanh(values[2], values[2], begin, end);
            Quotients.sigmoid(values[3], values[3], begin, end);
            System.arraycopy(c, begin, values[4], begin, end - begin);
            addProducts(values[1], c, values[0], values[2], c, begin, end);
            Quotients.tanh(c, values[5], begin, end);
            multiply(values[3], values[5], states[0], begin, end);
        }

        @Override
        void back(float[][] values, float[][] gradients, float[][] sums, int begin, int end) {
            float[] dh = gradients[0];
            float[] dc = gradients[1];
            ofSigmoid(dh, values[5], values[3], sums[3], begin, end);
            addOfTanh(dh, values[3], values[5], dc, begin, end);
            ofSigmoid(dc, values[2], values[0], sums[0], begin, end);
            ofSigmoid(dc, values[4], values[1], sums[1], begin, end);
            ofTanh(dc, values[0], values[2], sums[2], begin, end);
            multiply(dc, values[1], dc, begin, end);
            Arrays.fill(dh, begin, end, 0);
        }
    },

    /**
     * Gated recurrent unit, the reset gate behind the product: z, r = sigmoid of the first two sums, h~ = tanh(x + r u), x and u being
     * the others, of which one is of what is read, the other of the state; h = z h + (1 - z) h~. Cho et al., 2014.
     */
    GRU(1, 5, 2) {
        @Override
        void forward(float[][] values, float[][] states, int begin, int end) {
            float[] h = states[0];
            Quotients.sigmoid(values[0], values[0], begin, end);
            Quotients.sigmoid(values[1], values[1], begin, end);
            addProduct(values[1], values[3], values[2], begin, end);
            Quotients.tanh(values[2], values[2], begin, end);
            System.arraycopy(h, begin, values[4], begin, end - begin);
            mix(values[0], values[2], h, begin, end);
        }

        @Override
        void back(float[][] values, float[][] gradients, float[][] sums, int begin, int end) {
            float[] dh = gradients[0];
            subtract(values[4], values[2], sums[0], begin, end);
            ofSigmoid(dh, sums[0], values[0], sums[0], begin, end);
            ofTanhOfRest(dh, values[0], values[2], sums[2], begin, end);
            ofSigmoid(sums[2], values[3], values[1], sums[1], begin, end);
            multiply(sums[2], values[1], sums[3], begin, end);
            multiply(dh, values[0], dh, begin, end);
        }
    };

    /** The sums for each unit. */
    static final int GATES = 4;

    private final int states;
    private final int kept;
    private final int shared;

    GatedCell(int states, int kept, int shared) {
        this.states = states;
        this.kept = kept;
        this.shared = shared;
    }

    /** How many states there are, the first of which is the output. */
    public int states() {
        return states;
    }

    /**
     * How many sums, the first ones, are of what is read and of the state; of others, one is of the inputs alone, then one of
     * the state.
     */
    int shared() {
        return shared;
    }

    /** How many arrays a step works with, all of which its way back needs. */
    int kept() {
        return kept;
    }

    /**
     * Replaces the states by those behind the step.
     *
     * @param values {@link #kept} arrays, the first of which have the sums
     */
    abstract void forward(float[][] values, float[][] states, int begin, int end);

    /**
     * Makes the gradients by the sums, and replaces those by the states behind the step by what those before have of them otherwise.
     *
     * @param values as {@link #forward} has left them
     */
    abstract void back(float[][] values, float[][] gradients, float[][] sums, int begin, int end);

    private static void addProducts(float[] a, float[] b, float[] c, float[] d, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = a[j] * b[j] + c[j] * d[j];
        }
    }

    private static void addProduct(float[] a, float[] b, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] += a[j] * b[j];
        }
    }

    private static void mix(float[] z, float[] candidate, float[] h, int begin, int end) {
        for (int j = begin; j < end; j++) {
            h[j] = z[j] * h[j] + (1 - z[j]) * candidate[j];
        }
    }

    private static void multiply(float[] a, float[] b, float[] product, int begin, int end) {
        for (int j = begin; j < end; j++) {
            product[j] = a[j] * b[j];
        }
    }

    private static void subtract(float[] a, float[] b, float[] difference, int begin, int end) {
        for (int j = begin; j < end; j++) {
            difference[j] = a[j] - b[j];
        }
    }

    private static void addOfTanh(float[] dy, float[] factor, float[] tanh, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] += dy[j] * factor[j] * (1 - tanh[j] * tanh[j]);
        }
    }

    /** By what a gate is made of that is multiplied by a factor. */
    private static void ofSigmoid(float[] dy, float[] factor, float[] gate, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = dy[j] * factor[j] * (gate[j] * (1 - gate[j]));
        }
    }

    /** The same of tanh. */
    private static void ofTanh(float[] dy, float[] factor, float[] tanh, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = dy[j] * factor[j] * (1 - tanh[j] * tanh[j]);
        }
    }

    /** The same of tanh that is multiplied by what a gate leaves. */
    private static void ofTanhOfRest(float[] dy, float[] gate, float[] tanh, float[] sum, int begin, int end) {
        for (int j = begin; j < end; j++) {
            sum[j] = dy[j] * (1 - gate[j]) * (1 - tanh[j] * tanh[j]);
        }
    }
}
