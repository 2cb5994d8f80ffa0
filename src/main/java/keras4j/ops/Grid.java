package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Window;

/** Samples with axes over which {@link Windows} move, channels last; what convolutions and pools make of them, in a trace. */
final class Grid {
    private final Symbol x;
    private final int axes;
    private final Windows windows;
    private final Window.Border border;
    private final boolean isChannelsFirst;

    private Grid(Symbol x, Windows windows, Window.Border border, boolean isChannelsFirst) {
        this.x = x;
        axes = x.rank() - 2;
        this.windows = windows;
        this.border = border;
        this.isChannelsFirst = isChannelsFirst;
    }

    /** Of a call's inputs, strides, padding, data_format and dilation_rate. */
    static Grid of(Arguments a, List<Integer> size) {
        return of(a, a.symbol("inputs"), size);
    }

    /** The same of others than its inputs. */
    static Grid of(Arguments a, Symbol x, List<Integer> size) {
        boolean isFirst = isChannelsFirst(a);
        int axes = x.rank() - 2;
        List<Integer> sizes = each(a, size, axes);
        Windows windows = new Windows(
                sizes,
                a.has("strides") ? each(a, a.integers("strides"), axes) : sizes,
                a.has("dilation_rate") ? each(a, a.integers("dilation_rate"), axes) : Collections.nCopies(axes, 1));
        Window.Border border = border(a.text("padding", "valid"));
        if (border == Window.Border.CAUSAL) {
            throw KerasException.expected("padding", "\"valid\" or \"same\"", "causal");
        }
        return new Grid(isFirst ? channelsLast(x) : x, windows, border, isFirst);
    }

    /** Of these windows, channels last. */
    static Grid of(Symbol x, Windows windows, Window.Border border) {
        return new Grid(x, windows, border, false);
    }

    /** Keras's padding. */
    static Window.Border border(String padding) {
        return switch (padding) {
            case "valid" -> Window.Border.VALID;
            case "same" -> Window.Border.SAME;
            case "causal" -> Window.Border.CAUSAL;
            default -> throw KerasException.expected("padding", "\"valid\" or \"same\"", padding);
        };
    }

    private boolean isSame() {
        return border == Window.Border.SAME;
    }

    /** Whether there is a kernel for it. */
    private boolean isOfImages() {
        return axes <= 2;
    }

    static boolean isChannelsFirst(Arguments a) {
        return a.text("data_format", "channels_last").equals("channels_first");
    }

    private static List<Integer> each(Arguments a, List<Integer> numbers, int axes) {
        if (axes < 1 || numbers.size() != 1 && numbers.size() != axes) {
            throw KerasException.expected("windows", "a number for each of " + axes + " axes", numbers);
        }
        return numbers.size() == axes ? List.copyOf(numbers) : Collections.nCopies(axes, numbers.get(0));
    }

    /** (batch, channels, ..) as (batch, .., channels). */
    static Symbol channelsLast(Symbol x) {
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.add(order.remove(1));
        return Primitives.transpose(x, order);
    }

    /** (batch, .., channels) as (batch, channels, ..). */
    static Symbol channelsFirst(Symbol x) {
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.add(1, order.remove(x.rank() - 1));
        return Primitives.transpose(x, order);
    }

    private Symbol result(Symbol y) {
        return isChannelsFirst ? channelsFirst(y) : y;
    }

    /** How much padding an axis of this length needs in all, if there are to be so many places. */
    private int padding(int axis, int length, int places) {
        int needed = (places - 1) * windows.strides().get(axis) + windows.span(axis) - length;
        return isSame() ? Math.max(0, needed) : 0;
    }

    private int padding(int axis) {
        int length = x.dim(1 + axis);
        int stride = windows.strides().get(axis);
        return padding(axis, length, (length + stride - 1) / stride);
    }

    /** With zeros around. */
    private Symbol padded(Symbol value) {
        Symbol y = value;
        for (int i = 0; i < axes; i++) {
            int padding = padding(i);
            y = Primitives.pad(y, 1 + i, padding / 2, 1, value.dim(1 + i) + padding);
        }
        return y;
    }

    /** The lengths of the axes between batch and channels, and others around. */
    private static Shape around(int batch, List<Integer> lengths, int... channels) {
        int[] dims = new int[1 + lengths.size() + channels.length];
        dims[0] = batch;
        for (int i = 0; i < lengths.size(); i++) {
            dims[1 + i] = lengths.get(i);
        }
        System.arraycopy(channels, 0, dims, 1 + lengths.size(), channels.length);
        return Shape.of(dims);
    }

    /** The lengths of the windows' places. */
    private List<Integer> places(Symbol cut) {
        return Primitives.range(axes).stream().map(i -> cut.dim(1 + i)).toList();
    }

    private Symbol cut() {
        return Primitives.call(windows, padded(x));
    }

    /** All numbers of each window as its last axis. */
    Symbol patches() {
        Symbol cut = cut();
        int count = count();
        return result(Primitives.reshape(
                cut, around(x.dim(0), places(cut), count * x.shape().last())));
    }

    private int count() {
        return windows.size().stream().reduce(1, (a, b) -> a * b);
    }

    Symbol convolution(Symbol kernel) {
        return result(isOfImages() ? Conv.call(x, kernel, null, windows, border) : convolved(cut(), kernel));
    }

    private static Symbol convolved(Symbol cut, Symbol kernel) {
        int channels = kernel.dim(-2);
        int filters = kernel.shape().last();
        int groups = Conv.groups(cut.shape(), kernel.shape());
        int axes = kernel.rank() - 2;
        int count = kernel.shape().size() / channels / filters;
        int rows = cut.shape().size() / count / groups / channels;
        List<Integer> places =
                Primitives.range(axes).stream().map(i -> cut.dim(1 + i)).toList();
        Shape shape = around(cut.dim(0), places, filters);
        if (groups == 1) {
            Symbol all = Primitives.reshape(cut, Shape.of(rows, count * channels));
            Symbol factor = Primitives.reshape(kernel, Shape.of(count * channels, filters));
            return Primitives.reshape(Primitives.matmul(all, factor), shape);
        }
        Symbol split = Primitives.reshape(cut, Shape.of(rows, count, groups, channels));
        Symbol all = Primitives.reshape(
                Primitives.transpose(split, List.of(2, 0, 1, 3)), Shape.of(groups, rows, count * channels));
        Symbol factors = Primitives.transpose(
                Primitives.reshape(kernel, Shape.of(count * channels, groups, filters / groups)), List.of(1, 0, 2));
        return Primitives.reshape(Primitives.transpose(Primitives.matmul(all, factors), List.of(1, 0, 2)), shape);
    }

    private Symbol eachChannel(Symbol kernel) {
        int channels = kernel.dim(-2);
        int multiplier = kernel.shape().last();
        if (channels != x.shape().last()) {
            throw KerasException.expected(
                    "depthwise", "a kernel for " + x.shape().last() + " channels", kernel.shape());
        }
        if (Trace.isExport(x) && isOfImages()) {
            int[] inGroups = kernel.shape().dims();
            inGroups[axes] = 1;
            inGroups[axes + 1] = channels * multiplier;
            return Conv.call(x, Primitives.reshape(kernel, Shape.of(inGroups)), null, windows, border);
        }
        Symbol cut = cut();
        int rows = cut.shape().size() / count() / channels;
        int[] dims = Arrays.copyOf(cut.shape().dims(), cut.rank() + 1);
        dims[cut.rank()] = 1;
        Symbol one = multiplier == 1 ? cut : Primitives.reshape(cut, Shape.of(dims));
        Symbol factor =
                multiplier == 1 ? Primitives.reshape(kernel, kernel.shape().withoutLast()) : kernel;
        Symbol products =
                Primitives.reshape(Primitives.multiply(one, factor), Shape.of(rows, count(), channels * multiplier));
        Symbol sums = Primitives.call(new Windows.Reduced(Reduction.SUM, 1), oneSample(products));
        return Primitives.reshape(sums, around(x.dim(0), places(cut), channels * multiplier));
    }

    private static Symbol oneSample(Symbol windows) {
        return Primitives.reshape(windows, windows.shape().withFirst(1));
    }

    Symbol depthwise(Symbol kernel) {
        return result(eachChannel(kernel));
    }

    Symbol separable(Symbol kernel, Symbol pointwise) {
        return result(convolved(eachChannel(kernel), pointwise));
    }

    Symbol transposed(Symbol kernel, List<Integer> outputPadding) {
        int channels = kernel.shape().last();
        int filters = kernel.dim(-2);
        if (channels != x.shape().last()) {
            throw KerasException.expected(
                    "conv_transpose", "a kernel for " + x.shape().last() + " channels", kernel.shape());
        }
        List<Integer> before = Primitives.range(axes).stream()
                .map(i -> before(i, outputPadding))
                .toList();
        List<Integer> lengths = Primitives.range(axes).stream()
                .map(i -> length(i, outputPadding))
                .toList();
        if (Trace.isExport(x)) {
            return result(Primitives.call(new ConvTranspose(windows, before, lengths), x, kernel));
        }
        Symbol factor = Primitives.reshape(kernel, Shape.of(count() * filters, channels));
        Symbol products = Primitives.matmul(Primitives.rows(x), Primitives.swapLast(factor));
        List<Integer> cut = new ArrayList<>(places(x));
        cut.addAll(windows.size());
        Symbol parts = Primitives.reshape(products, around(x.dim(0), cut, filters));
        List<Integer> whole = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int all = (x.dim(1 + i) - 1) * windows.strides().get(i) + windows.span(i);
            whole.add(Math.max(all, before.get(i) + lengths.get(i)));
        }
        Symbol y = Primitives.call(new Windows.Fold(windows, around(x.dim(0), whole, filters)), parts);
        for (int i = 0; i < axes; i++) {
            y = Primitives.slice(y, 1 + i, before.get(i), 1, lengths.get(i));
        }
        return result(y);
    }

    private int before(int axis, List<Integer> outputPadding) {
        return padding(axis, length(axis, outputPadding), x.dim(1 + axis)) / 2;
    }

    /** The length of a transposed convolution's axis. */
    private int length(int axis, List<Integer> outputPadding) {
        int length = x.dim(1 + axis);
        int stride = windows.strides().get(axis);
        int span = windows.span(axis);
        if (outputPadding == null) {
            return length * stride + (isSame() ? 0 : Math.max(span - stride, 0));
        }
        int more = outputPadding.get(outputPadding.size() == 1 ? 0 : axis);
        return (length - 1) * stride + span - (isSame() ? 2 * (span / 2) : 0) + more;
    }

    Symbol largest() {
        return result(isOfImages() ? Primitives.call(new MaxPool(windows, border), x) : largestOfWindows());
    }

    /** The same for channels last, made of windows. */
    Symbol largestOfWindows() {
        Symbol y = padded(x);
        if (y != x) {
            y = Primitives.where(padded(ones()), y, Primitives.constant(Float.NEGATIVE_INFINITY));
        }
        return reduced(Reduction.MAX, y);
    }

    private Symbol reduced(Reduction reduction, Symbol y) {
        return Primitives.call(new Windows.Reduced(reduction, axes), Primitives.call(windows, y));
    }

    /** 1 for each number of an axis, for one sample and channel. */
    private Symbol ones() {
        Shape shape = around(1, places(x), 1);
        float[] ones = new float[shape.size()];
        Arrays.fill(ones, 1);
        return Primitives.constant(ones, shape);
    }

    Symbol mean() {
        return result(isOfImages() ? Primitives.call(new AveragePool(windows, border), x) : meanOfWindows());
    }

    private Symbol meanOfWindows() {
        Symbol y = padded(x);
        Symbol sums = reduced(Reduction.SUM, y);
        if (y == x) {
            return Primitives.divide(sums, Primitives.constant(count()));
        }
        return Primitives.divide(sums, reduced(Reduction.SUM, padded(ones())));
    }
}
