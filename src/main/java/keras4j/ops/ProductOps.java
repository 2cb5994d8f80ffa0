package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;

/** Keras's ops that multiply and add: products of matrices, and what they come to. */
final class ProductOps {
    private ProductOps() {}

    static void define() {
        OpDefinition.define("numpy", "Matmul", "x1 x2", a -> matmul(a.symbol("x1"), a.symbol("x2")));
        OpDefinition.define("numpy", "Dot", "x1 x2", a -> dot(a.symbol("x1"), a.symbol("x2")));
        OpDefinition.define("numpy", "Inner", "x1 x2", a -> inner(a.symbol("x1"), a.symbol("x2")));
        OpDefinition.define(
                "numpy", "Vdot", "x1 x2", a -> inner(ShapeOps.flat(a.symbol("x1")), ShapeOps.flat(a.symbol("x2"))));
        OpDefinition.define(
                "numpy",
                "Outer",
                "x1 x2",
                a -> Primitives.multiply(
                        ShapeOps.along(ShapeOps.flat(a.symbol("x1")), 0, 2),
                        ShapeOps.along(ShapeOps.flat(a.symbol("x2")), 1, 2)));
        OpDefinition.define("numpy", "Tensordot", "x1 x2", ProductOps::tensordot);
        OpDefinition.define(
                "numpy", "Einsum", "operands*", a -> einsum(a.text("subscripts", ""), a.symbols("operands")));
    }

    static Symbol matmul(Symbol x1, Symbol x2) {
        if (x1.rank() > 1 && x2.rank() > 1) {
            return Primitives.matmul(x1, x2);
        }
        if (x1.rank() == 0 || x2.rank() == 0) {
            throw KerasException.expected("matmul", "operands with axes", x1.shape() + " and " + x2.shape());
        }
        return x2.rank() == 1 ? inner(x1, x2) : product(x1, List.of(0), x2, List.of(x2.rank() - 2));
    }

    private static Symbol dot(Symbol x1, Symbol x2) {
        if (x1.rank() == 0 || x2.rank() == 0) {
            return Primitives.multiply(x1, x2);
        }
        return x2.rank() == 1 ? inner(x1, x2) : product(x1, List.of(x1.rank() - 1), x2, List.of(x2.rank() - 2));
    }

    private static Symbol inner(Symbol x1, Symbol x2) {
        return x1.rank() == 0 || x2.rank() == 0
                ? Primitives.multiply(x1, x2)
                : product(x1, List.of(x1.rank() - 1), x2, List.of(x2.rank() - 1));
    }

    /** Sums over axes of both, which become one each; all others of the first come before those of the second. */
    private static Symbol product(Symbol x1, List<Integer> axes1, Symbol x2, List<Integer> axes2) {
        List<Integer> first = new ArrayList<>(Primitives.range(x1.rank()));
        List<Integer> second = new ArrayList<>();
        for (int i = 0; i < x2.rank(); i++) {
            second.add(axes2.contains(i) ? axes1.get(axes2.indexOf(i)) : x1.rank() + i);
        }
        List<Integer> out = new ArrayList<>(first);
        out.removeAll(axes1);
        second.stream().filter(label -> label >= x1.rank()).forEach(out::add);
        return Products.contract(x1, first, x2, second, out);
    }

    private static Symbol tensordot(Arguments a) {
        Symbol x1 = a.symbol("x1");
        Symbol x2 = a.symbol("x2");
        if (a.value("axes") instanceof List<?> pair && pair.size() == 2) {
            return product(x1, axes(a, pair.get(0), x1.rank()), x2, axes(a, pair.get(1), x2.rank()));
        }
        int count = a.integer("axes", 2);
        List<Integer> last =
                Primitives.range(count).stream().map(i -> x1.rank() - count + i).toList();
        return product(x1, last, x2, Primitives.range(count));
    }

    private static List<Integer> axes(Arguments a, Object said, int rank) {
        return a.integers("axes", said).stream()
                .map(axis -> axis < 0 ? axis + rank : axis)
                .toList();
    }

    /** NumPy's einsum of any number of operands, from the left to the right. */
    static Symbol einsum(String subscripts, List<Symbol> operands) {
        Einsum said = new Einsum(subscripts, operands.stream().map(Symbol::rank).toList());
        Symbol y = null;
        List<Integer> labels = null;
        for (int i = 0; i < operands.size(); i++) {
            List<Integer> own = new ArrayList<>(said.labels(i));
            Symbol x = diagonals(operands.get(i), own);
            if (y == null) {
                y = x;
                labels = own;
                continue;
            }
            List<Integer> out = new ArrayList<>();
            for (List<Integer> part : List.of(labels, own)) {
                for (int label : part) {
                    if (!out.contains(label) && said.isReadAfter(label, i)) {
                        out.add(label);
                    }
                }
            }
            List<Integer> to = i == operands.size() - 1 ? said.out() : out;
            y = Products.contract(y, labels, x, own, to);
            labels = to;
        }
        List<Integer> over = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!said.out().contains(labels.get(i))) {
                over.add(i);
            }
        }
        Symbol sum = over.isEmpty() ? y : ReductionOps.reduce(Reduction.SUM, y, over, false);
        List<Integer> kept = labels.stream().filter(said.out()::contains).toList();
        return Products.ordered(sum, kept, said.out());
    }

    /** Axes of the same label become one, their diagonal. */
    private static Symbol diagonals(Symbol x, List<Integer> labels) {
        Symbol y = x;
        for (int i = 0; i < labels.size(); i++) {
            int second = labels.lastIndexOf(labels.get(i));
            if (second > i) {
                y = IndexingOps.diagonal(y, i, second, 0);
                labels.remove(second);
                labels.add(labels.remove(i));
                i--;
            }
        }
        return y;
    }

    /** The labels of einsum's subscripts, each a number. */
    private static final class Einsum {
        private static final String REST = "...";

        private final List<List<Integer>> inputs = new ArrayList<>();
        private final List<Integer> out = new ArrayList<>();

        Einsum(String subscripts, List<Integer> ranks) {
            String[] sides = subscripts.replace(" ", "").split("->", -1);
            String[] given = sides[0].split(",", -1);
            if (given.length != ranks.size() || sides.length > 2) {
                throw KerasException.expected("einsum", "subscripts of " + ranks.size() + " operands", subscripts);
            }
            int most = 0;
            for (int i = 0; i < given.length; i++) {
                int rest = ranks.get(i) - given[i].replace(REST, "").length();
                if (rest < 0 || rest > 0 && !given[i].contains(REST)) {
                    throw KerasException.expected("einsum", "a label for each of " + ranks.get(i) + " axes", given[i]);
                }
                inputs.add(labels(given[i], rest));
                most = Math.max(most, rest);
            }
            if (sides.length == 2) {
                out.addAll(labels(sides[1], most));
            } else {
                labels(REST, most).forEach(out::add);
                sides[0].chars().sorted().filter(Character::isLetter).forEach(label -> {
                    if (sides[0].indexOf(label) == sides[0].lastIndexOf(label)) {
                        out.add(label);
                    }
                });
            }
        }

        /** Axes that are not labelled are counted from the last: -1, -2, .. */
        private static List<Integer> labels(String text, int rest) {
            List<Integer> labels = new ArrayList<>();
            int at = text.indexOf(REST);
            String before = at < 0 ? text : text.substring(0, at);
            before.chars().forEach(labels::add);
            for (int i = rest; i > 0 && at >= 0; i--) {
                labels.add(-i);
            }
            if (at >= 0) {
                text.substring(at + REST.length()).chars().forEach(labels::add);
            }
            return labels;
        }

        List<Integer> labels(int operand) {
            return inputs.get(operand);
        }

        List<Integer> out() {
            return out;
        }

        boolean isReadAfter(int label, int operand) {
            return out.contains(label)
                    || inputs.subList(operand + 1, inputs.size()).stream().anyMatch(labels -> labels.contains(label));
        }
    }
}
