package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * A layer's own kernel as a primitive, of the values that it reads and of the layer's weights; and the way back as another one,
 * which gives the gradients with respect to each of these.
 */
final class KernelCall implements Primitive {
    private final KernelStep step;
    private final FlatWeights flat;
    private final boolean training;

    KernelCall(KernelStep step, FlatWeights flat, boolean training) {
        this.step = step;
        this.flat = flat;
        this.training = training;
    }

    private int values() {
        return step.inputs();
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return Shape.of(inputs.get(0).dim(0), step.outputSize());
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> inputs = new ArrayList<>(y.inputs().subList(0, values()));
        inputs.add(y);
        inputs.add(dy.get(0));
        inputs.addAll(y.inputs().subList(values(), y.inputs().size()));
        return Primitive.call(new Back(), inputs);
    }

    @Override
    public boolean takes(int input, View x) {
        return input >= values() || x.isWholeArray();
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int samples = y[0].shape().dim(0);
        View[] read = Arrays.copyOf(x, values());
        float[][] arrays = new float[read.length][];
        return () -> step.forward(flat.weights().array(), arrays(read, arrays), y[0].array(), samples, training);
    }

    /** The arrays of views; null for those that are null. */
    private static float[][] arrays(View[] views, float[][] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = views[i] == null ? null : views[i].array();
        }
        return into;
    }

    @Override
    public String toString() {
        return "kernel of " + step.layer();
    }

    /** Of what the kernel read, gave, the gradient of that, and the weights. */
    private final class Back implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            throw new IllegalStateException("several outputs");
        }

        @Override
        public List<Shape> shapes(List<Shape> inputs) {
            List<Shape> shapes = new ArrayList<>(inputs.subList(0, values()));
            shapes.addAll(inputs.subList(values() + 2, inputs.size()));
            return shapes;
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            throw KerasException.expected(
                    "gradients of gradients", "layers whose gradients have gradients", step.layer());
        }

        @Override
        public boolean takes(int input, View x) {
            return input >= values() + 2 || x.isWholeArray();
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            int samples = x[values()].shape().dim(0);
            View[] read = Arrays.copyOf(x, values());
            View[] written = Arrays.copyOf(y, values());
            View[] ofWeights = Arrays.copyOfRange(y, values(), y.length);
            float[][] arrays = new float[read.length][];
            float[][] gradients = new float[read.length][];
            View[] weights = Arrays.copyOfRange(x, values() + 2, x.length);
            boolean isInPlace = isInPlace(weights, ofWeights);
            return () -> {
                float[] into = isInPlace ? flat.gradients().array() : empty(weights);
                step.backward(
                        flat.weights().array(),
                        arrays(read, arrays),
                        x[values()].array(),
                        x[values() + 1].array(),
                        arrays(written, gradients),
                        into,
                        samples);
                for (int i = 0; i < ofWeights.length && !isInPlace; i++) {
                    copy(into, weights[i].offset(), ofWeights[i]);
                }
            };
        }

        /** Whether the gradients of the weights that are wanted are to stand where all weights' gradients do. */
        private boolean isInPlace(View[] weights, View[] ofWeights) {
            boolean isInPlace = true;
            for (int i = 0; i < ofWeights.length; i++) {
                isInPlace &= ofWeights[i] == null
                        || ofWeights[i].buffer() == flat.gradients() && ofWeights[i].offset() == weights[i].offset();
            }
            return isInPlace;
        }

        /** Room for gradients, which are 0 where the kernel writes none. */
        private float[] empty(View[] weights) {
            for (View view : weights) {
                Arrays.fill(flat.more(), view.offset(), view.offset() + view.size(), 0);
            }
            return flat.more();
        }

        private static void copy(float[] from, int offset, View to) {
            if (to != null) {
                System.arraycopy(from, offset, to.array(), to.offset(), to.size());
            }
        }

        @Override
        public String toString() {
            return "gradient of the " + KernelCall.this;
        }
    }
}
