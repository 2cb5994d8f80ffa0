package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * The states that a layer keeps from batch to batch, the same for all engines: they are no weights, and no file has them. In
 * ONNX they are further inputs and outputs.
 */
final class KeptStates {
    private int batch;
    private float[][] states;

    /**
     * Takes the number of samples that each batch has.
     *
     * @param where what messages call the argument
     * @param length that of the longest state
     * @throws KerasException if it is not known, it is another one than before, or there are too many
     */
    synchronized void ofBatches(String where, int samples, int length) {
        if (samples == 0) {
            throw KerasException.expected(
                    where,
                    "inputs of a batch size that is known, as of new Input(..).batchSize(32)",
                    "any number of samples");
        }
        Memory.checkArray(where, "units, and states for " + samples + " samples", Math.multiplyFull(samples, length));
        if (batch != 0 && samples != batch) {
            throw KerasException.expected(
                    where, "batches of " + batch + " samples, as in the layer's first call", samples);
        }
        batch = samples;
    }

    /** Makes all 0. */
    synchronized void reset() {
        for (int i = 0; states != null && i < states.length; i++) {
            Arrays.fill(states[i], 0);
        }
    }

    private synchronized void check(String where, int samples, List<Integer> lengths) {
        if (samples != batch) {
            throw KerasException.expected(where, "batches of " + batch + " samples", samples);
        }
        if (states == null) {
            states = new float[lengths.size()][];
            Arrays.setAll(states, i -> new float[batch * lengths.get(i)]);
        }
    }

    private synchronized void copyTo(View[] views) {
        for (int i = 0; i < views.length; i++) {
            if (views[i] != null) {
                views[i].buffer().put(views[i].offset(), states[i], 0, states[i].length);
            }
        }
    }

    private synchronized void copyFrom(View[] views, int first) {
        for (int i = 0; i < states.length; i++) {
            View view = views[first + i];
            view.buffer().get(view.offset(), states[i], 0, states[i].length);
        }
    }

    /**
     * The states that the batch before has left.
     *
     * @param x the sequences that are read next
     * @param lengths of each state
     * @throws KerasException unless a model calls the layer, behind an input whose batch size is known
     */
    List<Symbol> before(String where, Symbol x, List<Integer> lengths) {
        if (batch == 0) {
            throw KerasException.expected(
                    where,
                    "a layer of a model, which says how many samples a batch has",
                    "one that a layer is made of");
        }
        return Primitive.call(new Before(where, lengths), List.of(x));
    }

    /** The same outputs, after the states have been kept. */
    List<Symbol> keep(List<Symbol> outputs, List<Symbol> last) {
        List<Symbol> inputs = new ArrayList<>(outputs);
        inputs.addAll(last);
        return Primitive.call(new Keep(outputs.size()), inputs);
    }

    /** The states between two batches; its input only says for how many samples, and in which trace. */
    private final class Before implements Primitive {
        private final String where;
        private final List<Integer> lengths;

        Before(String where, List<Integer> lengths) {
            this.where = where;
            this.lengths = lengths;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return shapes(inputs).get(0);
        }

        @Override
        public List<Shape> shapes(List<Shape> inputs) {
            return lengths.stream()
                    .map(length -> Shape.of(inputs.get(0).dim(0), length))
                    .toList();
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public boolean isUnique() {
            return true;
        }

        @Override
        public boolean takes(int input, View x) {
            return true;
        }

        @Override
        public boolean takesNative() {
            return true;
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            check(where, x[0].shape().dim(0), lengths);
            return () -> copyTo(y);
        }

        @Override
        public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
            List<String> states = new ArrayList<>();
            for (int i = 0; i < lengths.size(); i++) {
                states.add(graph.stateBefore(KeptStates.this, i, lengths.get(i)));
            }
            return states;
        }
    }

    /** Some values, and behind them states that are kept when the values are made. */
    private final class Keep implements Primitive {
        private final int outputs;

        Keep(int outputs) {
            this.outputs = outputs;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Shape> shapes(List<Shape> inputs) {
            return inputs.subList(0, outputs);
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return dy;
        }

        @Override
        public boolean isUnique() {
            return true;
        }

        @Override
        public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
            for (int i = outputs; i < x.size(); i++) {
                graph.stateAfter(KeptStates.this, i - outputs, x.get(i));
            }
            return x.subList(0, outputs);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return () -> {
                copyFrom(x, outputs);
                for (int i = 0; i < outputs; i++) {
                    if (y[i] != null) {
                        y[i].buffer().put(y[i].offset(), x[i].array(), x[i].offset(), y[i].size());
                    }
                }
            };
        }
    }
}
