package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;

/**
 * A transposed convolution of x, (batch, length, .., channels), with a kernel, (size, .., filters, channels), as it is written down; what
 * runs is made of products and {@link Windows.Fold}.
 *
 * @param before how much of what the windows cover is cut off at the beginning of each axis
 * @param lengths those of the output's axes
 */
record ConvTranspose(Windows windows, List<Integer> before, List<Integer> lengths) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        int[] dims = inputs.get(0).dims();
        for (int i = 0; i < lengths.size(); i++) {
            dims[1 + i] = lengths.get(i);
        }
        return Shape.of(dims).withLast(inputs.get(1).dim(-2));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        throw new IllegalStateException("only to be written down: " + this);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        int axes = lengths.size();
        int[] pads = new int[2 * axes];
        int[] more = new int[axes];
        for (int i = 0; i < axes; i++) {
            int covered = (y.inputs().get(0).dim(1 + i) - 1) * windows.strides().get(i) + windows.span(i);
            int behind = covered - before.get(i) - lengths.get(i);
            pads[i] = before.get(i);
            pads[axes + i] = Math.max(0, behind);
            more[i] = Math.max(0, -behind);
        }
        int[] order = new int[axes + 2];
        Arrays.setAll(order, i -> i < 2 ? axes + 1 - i : i - 2);
        String kernel = graph.node("Transpose", Map.of("perm", order), x.get(1));
        Map<String, Object> attributes =
                Map.of("dilations", Windows.array(windows.dilation()), "pads", pads, "output_padding", more);
        return windows.node(graph, "ConvTranspose", attributes, x.get(0), kernel);
    }
}
