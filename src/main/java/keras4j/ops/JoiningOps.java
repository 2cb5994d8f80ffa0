package keras4j.ops;

import static keras4j.ops.Primitives.slice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Keras's ops that put values beside each other, cut them, repeat and pad them. */
final class JoiningOps {
    private JoiningOps() {}

    static void define() {
        OpDefinition.define("numpy", "Concatenate", "xs", a -> {
            List<Symbol> all = a.symbols("xs");
            return Primitives.concatenate(all, a.axis("axis", all.get(0).rank(), 0));
        });
        OpDefinition.define("numpy", "Stack", "x", a -> {
            List<Symbol> all = a.symbols("x");
            return stack(all, a.axis("axis", all.get(0).rank() + 1, 0));
        });
        OpDefinition.define("numpy", "Hstack", "xs", a -> {
            List<Symbol> all = a.symbols("xs");
            return Primitives.concatenate(all, all.get(0).rank() == 1 ? 0 : 1);
        });
        OpDefinition.define("numpy", "Vstack", "xs", a -> {
            List<Symbol> all = a.symbols("xs");
            return all.get(0).rank() == 1 ? stack(all, 0) : Primitives.concatenate(all, 0);
        });
        OpDefinition.defineAll("numpy", "Meshgrid", "x*", JoiningOps::meshgrid);
        OpDefinition.defineAll("numpy", "Split", "x", JoiningOps::split);
        OpDefinition.defineAll("numpy", "ArraySplit", "x", JoiningOps::arraySplit);
        OpDefinition.defineAll("core", "Unstack", "x", JoiningOps::unstack);
        OpDefinition.define("numpy", "Tile", "x", a -> tile(a.symbol("x"), a.integers("repeats")));
        OpDefinition.define("numpy", "Repeat", "x", JoiningOps::repeat);
        OpDefinition.define("numpy", "Pad", "x constant_values=", JoiningOps::pad);
    }

    static Symbol stack(List<Symbol> all, int axis) {
        List<Integer> dims = ShapeOps.dims(all.get(0));
        dims.add(axis, 1);
        Shape shape = ShapeOps.shape(dims);
        return Primitives.concatenate(
                all.stream().map(x -> Primitives.reshape(x, shape)).toList(), axis);
    }

    private static List<Symbol> meshgrid(Arguments a) {
        List<Symbol> all = a.symbols("x");
        boolean isXy = a.text("indexing", "xy").equals("xy") && all.size() > 1;
        List<Symbol> laid = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int axis = isXy && i < 2 ? 1 - i : i;
            laid.add(ShapeOps.along(ShapeOps.flat(all.get(i)), axis, all.size()));
        }
        Shape shape = Elementwise.broadcast(laid.stream().map(Symbol::shape).toList());
        return laid.stream().map(x -> Primitives.broadcast(x, shape)).toList();
    }

    /** @param ends where each part ends */
    private static List<Symbol> cut(Symbol x, int axis, List<Integer> ends) {
        List<Symbol> parts = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            if (end <= from || end > x.dim(axis)) {
                throw KerasException.expected("split", "parts of an axis of length " + x.dim(axis), ends);
            }
            parts.add(slice(x, axis, from, 1, end - from));
            from = end;
        }
        return parts;
    }

    private static List<Symbol> split(Arguments a) {
        Symbol x = a.symbol("x");
        int axis = a.axis("axis", x.rank(), 0);
        List<Integer> ends = new ArrayList<>();
        if (a.value("indices_or_sections") instanceof Number) {
            int count = a.integer("indices_or_sections", 1);
            if (count < 1 || x.dim(axis) % count != 0) {
                throw KerasException.expected("split", "a number of equal parts of " + x.dim(axis), count);
            }
            for (int i = 1; i < count; i++) {
                ends.add(i * (x.dim(axis) / count));
            }
        } else {
            for (int end : a.integers("indices_or_sections")) {
                ends.add(end < 0 ? end + x.dim(axis) : end);
            }
        }
        ends.add(x.dim(axis));
        return cut(x, axis, ends);
    }

    private static List<Symbol> arraySplit(Arguments a) {
        Symbol x = a.symbol("x");
        int axis = a.axis("axis", x.rank(), 0);
        int count = a.integer("indices_or_sections", 1);
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ends.add(i * (x.dim(axis) / count) + Math.min(i, x.dim(axis) % count));
        }
        return cut(x, axis, ends);
    }

    private static List<Symbol> unstack(Arguments a) {
        Symbol x = a.symbol("x");
        int axis = a.axis("axis", x.rank(), 0);
        if (a.integer("num", x.dim(axis)) != x.dim(axis)) {
            throw KerasException.expected("unstack", "num = " + x.dim(axis), a.value("num"));
        }
        Shape shape = ReductionOps.without(x.shape(), List.of(axis));
        return Primitives.range(x.dim(axis)).stream()
                .map(i -> Primitives.reshape(slice(x, axis, i, 1, 1), shape))
                .toList();
    }

    private static Symbol tile(Symbol x, List<Integer> repeats) {
        int rank = Math.max(x.rank(), repeats.size());
        List<Integer> dims = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        List<Integer> joined = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int own = i - rank + x.rank();
            int given = i - rank + repeats.size();
            int length = own < 0 ? 1 : x.dim(own);
            int times = given < 0 ? 1 : repeats.get(given);
            dims.addAll(List.of(1, length));
            repeated.addAll(List.of(times, length));
            joined.add(times * length);
        }
        Symbol y = Primitives.broadcast(Primitives.reshape(x, ShapeOps.shape(dims)), ShapeOps.shape(repeated));
        return Primitives.reshape(y, ShapeOps.shape(joined));
    }

    private static Symbol repeat(Arguments a) {
        Symbol x = a.has("axis") ? a.symbol("x") : ShapeOps.flat(a.symbol("x"));
        int axis = a.axis("axis", x.rank(), 0);
        List<Integer> repeats = a.integers("repeats");
        if (repeats.size() == 1) {
            List<Integer> dims = ShapeOps.dims(x);
            dims.add(axis + 1, 1);
            Symbol single = Primitives.reshape(x, ShapeOps.shape(dims));
            dims.set(axis + 1, repeats.get(0));
            Symbol repeated = Primitives.broadcast(single, ShapeOps.shape(dims));
            dims.set(axis, dims.get(axis) * dims.remove(axis + 1));
            return Primitives.reshape(repeated, ShapeOps.shape(dims));
        }
        if (repeats.size() != x.dim(axis)) {
            throw KerasException.expected("repeat", "1 or " + x.dim(axis) + " repeats", repeats);
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < repeats.size(); i++) {
            places.addAll(Collections.nCopies(repeats.get(i), i));
        }
        return IndexingOps.take(x, IndexingOps.places(places), axis);
    }

    private static Symbol pad(Arguments a) {
        Symbol y = a.symbol("x");
        List<List<Integer>> widths = widths(a, y.rank());
        String mode = a.text("mode", "constant");
        for (int axis = 0; axis < widths.size(); axis++) {
            int before = widths.get(axis).get(0);
            int behind = widths.get(axis).get(1);
            int length = y.dim(axis);
            if (mode.equals("constant")) {
                boolean isZero =
                        !a.has("constant_values") || a.value("constant_values").equals(0);
                y = isZero
                        ? Primitives.pad(y, axis, before, 1, before + length + behind)
                        : joined(filled(y, axis, before, a), y, filled(y, axis, behind, a), axis);
                continue;
            }
            int edge = switch (mode) {
                case "reflect" -> 1;
                case "symmetric" -> 0;
                default -> throw KerasException.expected("pad", "constant, reflect or symmetric", mode);
            };
            if (Math.max(before, behind) > length - edge) {
                throw KerasException.expected(
                        "pad", "at most " + (length - edge) + " places along axis " + axis, widths.get(axis));
            }
            y = joined(
                    before == 0 ? null : slice(y, axis, before - 1 + edge, -1, before),
                    y,
                    behind == 0 ? null : slice(y, axis, length - 1 - edge, -1, behind),
                    axis);
        }
        return y;
    }

    private static Symbol filled(Symbol x, int axis, int length, Arguments a) {
        List<Integer> dims = ShapeOps.dims(x);
        dims.set(axis, length);
        return length == 0 ? null : Primitives.broadcast(a.symbol("constant_values"), ShapeOps.shape(dims));
    }

    private static Symbol joined(Symbol before, Symbol x, Symbol behind, int axis) {
        List<Symbol> parts = new ArrayList<>();
        for (Symbol part : new Symbol[] {before, x, behind}) {
            if (part != null) {
                parts.add(part);
            }
        }
        return Primitives.concatenate(parts, axis);
    }

    /** For each axis how many places come before it and behind it; one number or pair stands for all. */
    private static List<List<Integer>> widths(Arguments a, int rank) {
        Object given = a.value("pad_width");
        List<?> items = given instanceof List<?> list ? list : List.of(List.of(given));
        boolean isPair = !items.isEmpty() && items.get(0) instanceof Number;
        List<List<Integer>> widths = new ArrayList<>();
        for (Object item : isPair ? List.of(items) : items) {
            List<Integer> width = a.integers("pad_width", item);
            widths.add(width.size() == 1 ? List.of(width.get(0), width.get(0)) : width);
        }
        if (widths.size() != 1 && widths.size() != rank || widths.stream().anyMatch(width -> width.size() != 2)) {
            throw KerasException.expected("pad", "two lengths for each of " + rank + " axes", given);
        }
        return widths.size() == rank ? widths : Collections.nCopies(rank, widths.get(0));
    }
}
