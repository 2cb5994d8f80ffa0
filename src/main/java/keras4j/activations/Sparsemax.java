package keras4j.activations;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import keras4j.core.ActivationFunction;
import keras4j.internal.onnx.OnnxGraph;

/**
 * y_i = max(x_i - tau, 0) over the last axis. In Martins and Astudillo, 2016, tau = (sum of the k largest - 1) / k; Keras's,
 * which this follows, has in place of that sum all the sums of the 1, 2, .. k largest together, so that outputs add up to 1
 * only where one of them is left. Keras: {@code sparsemax}.
 */
public final class Sparsemax extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "sparsemax";
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            float[] sorted = sorted(x, at, width);
            int k = support(sorted);
            double sums = 0;
            for (int rank = 1; rank <= k; rank++) {
                sums += (k - rank + 1) * (double) sorted[width - rank];
            }
            double tau = (sums - 1) / k;
            for (int i = at; i < at + width; i++) {
                y[i] = (float) Math.max(x[i] - tau, 0);
            }
        }
    }

    /** The numbers from the smallest on; NaN counts as smaller than all. */
    private static float[] sorted(float[] x, int at, int width) {
        float[] sorted = new float[width];
        for (int i = 0; i < width; i++) {
            sorted[i] = Float.isNaN(x[at + i]) ? Float.NEGATIVE_INFINITY : x[at + i];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many of the largest are above (their sum - 1) / their number. */
    private static int support(float[] sorted) {
        double sum = 0;
        int k = 0;
        for (int rank = 1; rank <= sorted.length; rank++) {
            float next = sorted[sorted.length - rank];
            sum += next;
            k += next > (sum - 1) / rank ? 1 : 0;
        }
        return k;
    }

    /** tau moves with the number of rank j among the k largest by (k - j + 1) / k. */
    @Override
    public String onnx(OnnxGraph graph, String x) {
        Map<String, Integer> last = Map.of("axis", -1);
        String one = graph.number(1);
        String width = graph.node("Shape", Map.of("start", -1), x);
        String sorted = graph.nodes("TopK", 2, last, x, width).get(0);
        String sums = graph.node("CumSum", sorted, graph.integers(-1));
        String ones = graph.node("Add", graph.node("ConstantOfShape", width), one);
        String ranks = graph.node("CumSum", ones, graph.integers(0));
        String means = graph.node("Div", graph.node("Sub", sums, one), ranks);
        String isAbove = graph.node("Cast", Map.of("to", 1), graph.node("Greater", sorted, means));
        String k = graph.node("ReduceSum", isAbove, graph.integers(-1));
        String isIn = graph.node("Cast", Map.of("to", 1), graph.node("LessOrEqual", ranks, k));
        String all = graph.node("ReduceSum", graph.node("Mul", sums, isIn), graph.integers(-1));
        String tau = graph.node("Div", graph.node("Sub", all, one), k);
        return graph.node("Relu", graph.node("Sub", x, tau));
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        Integer[] order = new Integer[width];
        for (int at = from * width; at < to * width; at += width) {
            int first = at;
            Arrays.setAll(order, i -> first + i);
            Arrays.sort(order, Comparator.comparingDouble(i -> 0.0 - x[i]));
            float[] sorted = sorted(x, at, width);
            int k = support(sorted);
            double sum = 0;
            for (int i = at; i < at + width; i++) {
                sum += y[i] > 0 ? dy[i] : 0;
            }
            for (int rank = 1; rank <= width; rank++) {
                int i = order[rank - 1];
                double own = y[i] > 0 ? dy[i] : 0;
                dx[i] = (float) (rank > k ? own : own - (k - rank + 1) * sum / k);
            }
        }
    }
}
