package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Shape;

/** Products of several numbers. */
final class Products {
    private Products() {}

    /** For each number the product of the others along the axis along which y is that of all. */
    static Symbol ofOthers(Symbol x, Symbol y) {
        int axis = 0;
        while (x.dim(axis) == y.dim(axis)) {
            axis++;
        }
        int count = x.dim(axis);
        Symbol one = Primitives.broadcast(Primitives.constant(1), y.shape());
        Symbol before = Primitives.concatenate(List.of(one, Primitives.slice(x, axis, 0, 1, count - 1)), axis);
        Symbol behind = Primitives.concatenate(List.of(Primitives.slice(x, axis, 1, 1, count - 1), one), axis);
        return Primitives.multiply(
                Primitives.call(new Cumulative(axis, true, false), before),
                Primitives.call(new Cumulative(axis, true, true), behind));
    }

    /**
     * The sums of products over labelled axes, as Einstein wrote them: labels that are not kept are summed over. The last label of
     * the result is one of the second factor of the product of matrices that it comes to, so that it stands contiguous.
     *
     * @param aLabels a label for each axis, none twice
     * @param out the labels of the result
     */
    static Symbol contract(Symbol a, List<Integer> aLabels, Symbol b, List<Integer> bLabels, List<Integer> out) {
        Symbol left = summed(a, aLabels, bLabels, out);
        Symbol right = summed(b, bLabels, aLabels, out);
        List<Integer> ofLeft = kept(aLabels, bLabels, out);
        List<Integer> ofRight = kept(bLabels, aLabels, out);
        List<Integer> both = out.stream()
                .filter(label -> ofLeft.contains(label) && ofRight.contains(label))
                .toList();
        List<Integer> rows =
                out.stream().filter(label -> !ofRight.contains(label)).toList();
        List<Integer> columns =
                out.stream().filter(label -> !ofLeft.contains(label)).toList();
        List<Integer> over =
                ofLeft.stream().filter(label -> !out.contains(label)).toList();
        if (!columns.isEmpty() && rows.contains(out.get(out.size() - 1))) {
            return contract(b, bLabels, a, aLabels, out);
        }
        if (over.isEmpty() || rows.isEmpty() && columns.isEmpty()) {
            List<Integer> all = joined(both, rows, columns, over);
            Symbol product = Primitives.multiply(aligned(left, ofLeft, all), aligned(right, ofRight, all));
            List<Integer> axes = over.stream().map(all::indexOf).toList();
            Symbol sum = axes.isEmpty() ? product : ReductionOps.reduce(Reduction.SUM, product, axes, false);
            return ordered(sum, joined(both, rows, columns), out);
        }
        int k = size(left, ofLeft, over);
        Symbol first = ordered(left, ofLeft, joined(both, rows, over));
        Symbol second = ordered(right, ofRight, joined(both, over, columns));
        int m = size(left, ofLeft, rows);
        int n = size(right, ofRight, columns);
        Symbol product = Primitives.matmul(
                Primitives.reshape(first, shape(first, both.size(), m, k)),
                Primitives.reshape(second, shape(second, both.size(), k, n)));
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < both.size(); i++) {
            dims.add(product.dim(i));
        }
        rows.forEach(label -> dims.add(left.dim(ofLeft.indexOf(label))));
        columns.forEach(label -> dims.add(right.dim(ofRight.indexOf(label))));
        return ordered(Primitives.reshape(product, of(dims)), joined(both, rows, columns), out);
    }

    /** Sums over the labels that only one factor has and the result has not. */
    private static Symbol summed(Symbol x, List<Integer> labels, List<Integer> others, List<Integer> out) {
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!others.contains(labels.get(i)) && !out.contains(labels.get(i))) {
                axes.add(i);
            }
        }
        return axes.isEmpty() ? x : ReductionOps.reduce(Reduction.SUM, x, axes, false);
    }

    private static List<Integer> kept(List<Integer> labels, List<Integer> others, List<Integer> out) {
        return labels.stream()
                .filter(label -> others.contains(label) || out.contains(label))
                .toList();
    }

    @SafeVarargs
    private static List<Integer> joined(List<Integer>... parts) {
        List<Integer> all = new ArrayList<>();
        for (List<Integer> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    /** The axes in the order of the labels. */
    static Symbol ordered(Symbol x, List<Integer> labels, List<Integer> order) {
        return Primitives.transpose(x, order.stream().map(labels::indexOf).toList());
    }

    /** The axes in this order, with a length of 1 for labels that it does not have. */
    private static Symbol aligned(Symbol x, List<Integer> labels, List<Integer> all) {
        Symbol ordered =
                ordered(x, labels, all.stream().filter(labels::contains).toList());
        return Primitives.reshape(
                ordered,
                of(all.stream()
                        .map(label -> labels.contains(label) ? x.dim(labels.indexOf(label)) : 1)
                        .toList()));
    }

    private static int size(Symbol x, List<Integer> labels, List<Integer> some) {
        return some.stream().mapToInt(label -> x.dim(labels.indexOf(label))).reduce(1, (p, q) -> p * q);
    }

    private static Shape shape(Symbol x, int batch, int rows, int columns) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            dims.add(x.dim(i));
        }
        dims.add(rows);
        dims.add(columns);
        return of(dims);
    }

    private static Shape of(List<Integer> dims) {
        return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    }
}
