package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random graphs of primitives, forward and gradients, by plans that fuse and share buffers, against plans that do neither and have one thread. All
 * plans of a test share an arena, as those of an engine do. More of them: {@code -Dkeras4j.graphs=10000}.
 */
class PlanFuzzTest {
    private static final int GRAPHS = Integer.getInteger("keras4j.graphs", 500);
    private static final List<Unary> UNARY =
            List.of(Unary.NEGATIVE, Unary.TANH, Unary.SIGMOID, Unary.SQUARE, Unary.RELU, Unary.ABS, Unary.SIN);
    private static final List<Binary> BINARY =
            List.of(Binary.ADD, Binary.SUBTRACT, Binary.MULTIPLY, Binary.MAXIMUM, Binary.MINIMUM, Binary.GREATER);

    /** A graph that follows from a seed. */
    private static final class Graph {
        private final Random random;
        private final Trace trace = new Trace(true);
        private final List<Symbol> leaves = new ArrayList<>();
        private final List<Symbol> all = new ArrayList<>();
        private final List<Symbol> outputs = new ArrayList<>();
        private final List<Symbol> seeds = new ArrayList<>();
        private final List<Symbol> gradients = new ArrayList<>();

        private Graph(Random random) {
            this.random = random;
        }

        Graph(long seed) {
            this(new Random(seed));
            boolean isLarge = random.nextInt(8) == 0;
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                int[] dims = new int[1 + random.nextInt(3)];
                Arrays.setAll(dims, k -> 1 + random.nextInt(isLarge ? 40 : 5));
                leaf(Shape.of(dims));
            }
            int steps = 1 + random.nextInt(25);
            for (int i = 0; i < steps; i++) {
                Symbol made = step();
                if (made.shape().size() <= 100_000) {
                    all.add(made);
                }
            }
            end();
        }

        /** Some of the last values are outputs, and some gradients are wanted. */
        private void end() {
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                Symbol output = all.get(all.size() - 1 - random.nextInt(Math.min(all.size(), 4)));
                if (!outputs.contains(output)) {
                    outputs.add(output);
                    seeds.add(leafOnly(output.shape()));
                }
            }
            List<Symbol> of = List.copyOf(leaves.subList(0, 2));
            for (Symbol gradient : Gradients.of(outputs, seeds, of)) {
                if (gradient != null && !gradients.contains(gradient)) {
                    gradients.add(gradient);
                }
            }
            if (random.nextInt(4) == 0 && !gradients.isEmpty()) {
                Symbol gradient = gradients.get(0);
                Symbol seed2 = leafOnly(gradient.shape());
                for (Symbol second : Gradients.of(List.of(gradient), List.of(seed2), of)) {
                    if (second != null && !gradients.contains(second)) {
                        gradients.add(second);
                    }
                }
            }
        }

        /** Products of slices of one value, which is often large enough to stand in native memory, and attention to them. */
        static Graph ofSlices(long seed) {
            Graph graph = new Graph(new Random(seed));
            for (int i = 0; i < 2; i++) {
                graph.leaf(Shape.of(
                        1 + graph.random.nextInt(4), 16 + graph.random.nextInt(64), 32 + graph.random.nextInt(64)));
            }
            for (int i = 0; i < 3; i++) {
                graph.all.add(graph.ofSlices(Primitives.map(Unary.SIN, graph.any())));
            }
            graph.end();
            return graph;
        }

        /** Two or three slices of the last axis, which have one length, and may be the same. */
        private Symbol ofSlices(Symbol x) {
            int length = 1 + random.nextInt(x.dim(-1));
            Supplier<Symbol> slice =
                    () -> Primitives.slice(x, x.rank() - 1, random.nextInt(x.dim(-1) - length + 1), 1, length);
            Symbol first = slice.get();
            Symbol second = random.nextInt(4) == 0 ? first : slice.get();
            return switch (random.nextInt(4)) {
                case 0 -> Attend.of(first, second, slice.get(), 0.3f);
                case 1 -> Primitives.matmul(Primitives.swapLast(first), second);
                case 2 -> {
                    Symbol product =
                            Primitives.matmul(Primitives.rows(first), Primitives.swapLast(Primitives.rows(second)));
                    yield Primitives.reshape(product, Shape.of(1, product.dim(0), product.dim(1)));
                }
                default -> Primitives.matmul(first, Primitives.swapLast(second));
            };
        }

        private void leaf(Shape shape) {
            all.add(leafOnly(shape));
        }

        private Symbol leafOnly(Shape shape) {
            Symbol leaf = trace.input(shape);
            leaves.add(leaf);
            return leaf;
        }

        private Symbol any() {
            return all.get(Math.max(random.nextInt(all.size()), random.nextInt(all.size())));
        }

        private Symbol step() {
            Symbol x = any();
            int axis = x.rank() == 0 ? 0 : random.nextInt(x.rank());
            switch (x.rank() == 0 ? random.nextInt(4) : random.nextInt(20)) {
                case 0, 1:
                    return Primitives.map(UNARY.get(random.nextInt(UNARY.size())), x);
                case 2, 3, 4, 5:
                    return binary(x);
                case 6:
                    return Primitives.reduceLast(Reduction.values()[random.nextInt(3)], x);
                case 7:
                    return Primitives.reduce(Reduction.values()[random.nextInt(3)], x, axis);
                case 8:
                    return Primitives.reduce(Reduction.SUM, x, Primitives.range(x.rank()));
                case 9:
                    return shuffled(x);
                case 10: {
                    int from = random.nextInt(x.dim(axis));
                    int step = 1 + random.nextInt(2);
                    int length = 1 + random.nextInt((x.dim(axis) - from - 1) / step + 1);
                    boolean isBack = random.nextBoolean();
                    return Primitives.slice(
                            x, axis, isBack ? from + (length - 1) * step : from, isBack ? -step : step, length);
                }
                case 11:
                    return Primitives.pad(x, axis, random.nextInt(3), 1, x.dim(axis) + 2 + random.nextInt(2));
                case 12:
                    return Primitives.concatenate(
                            List.of(x, Primitives.map(Unary.SQUARE, x), x).subList(0, 2 + random.nextInt(2)), axis);
                case 13:
                    return Primitives.reshape(x, Shape.of(x.shape().size()));
                case 14: {
                    int[] dims = new int[x.rank() + 1];
                    dims[0] = 1 + random.nextInt(3);
                    System.arraycopy(x.shape().dims(), 0, dims, 1, x.rank());
                    return Primitives.broadcast(x, Shape.of(dims));
                }
                case 15:
                    return windows(x);
                case 16:
                    return scan(x);
                case 17:
                    return Primitives.call(new Cumulative(axis, false, random.nextBoolean()), x);
                case 18: {
                    int[] places =
                            random.ints(1 + random.nextInt(4), 0, x.dim(axis)).toArray();
                    return IndexingOps.take(
                            x,
                            IndexingOps.places(
                                    java.util.Arrays.stream(places).boxed().toList()),
                            axis);
                }
                default:
                    return x.rank() < 2
                            ? Primitives.where(
                                    Primitives.map(Binary.GREATER, x, Primitives.constant(0.1)),
                                    x,
                                    Primitives.constant(2))
                            : Primitives.multiply(
                                    shuffled(Primitives.matmul(x, Primitives.swapLast(x))), Primitives.constant(0.3));
            }
        }

        private Symbol shuffled(Symbol x) {
            List<Integer> axes = new ArrayList<>(Primitives.range(x.rank()));
            java.util.Collections.shuffle(axes, random);
            return Primitives.transpose(x, axes);
        }

        /** The sum or the largest of windows, or they as they are. */
        private Symbol windows(Symbol x) {
            Symbol given = x.rank() > 2
                    ? x
                    : Primitives.reshape(x, Shape.of(1, x.shape().size(), 1));
            List<Integer> size = new ArrayList<>();
            List<Integer> strides = new ArrayList<>();
            for (int i = 1; i < given.rank() - 1; i++) {
                size.add(1 + random.nextInt(Math.min(3, given.dim(i))));
                strides.add(1 + random.nextInt(2));
            }
            List<Integer> dilation = java.util.Collections.nCopies(size.size(), 1);
            Symbol cut = Primitives.call(new Windows(size, strides, dilation), given);
            return switch (random.nextInt(3)) {
                case 0 -> Primitives.call(new WindowReduction(Reduction.SUM, size.size()), cut);
                case 1 -> Primitives.call(new WindowReduction(Reduction.MAX, size.size()), cut);
                default ->
                    Primitives.reshape(cut, Shape.of(cut.dim(0), cut.shape().size() / cut.dim(0)));
            };
        }

        /** A cell that reads something from outside, along the first axis or the second. */
        private Symbol scan(Symbol x) {
            int axis = x.rank() > 1 ? random.nextInt(2) : 0;
            Shape shape = ReductionOps.without(x.shape(), List.of(axis));
            Symbol first = Primitives.broadcast(Primitives.constant(0.3), shape);
            Symbol some = any();
            Symbol taken = Primitives.reshape(
                    Primitives.reduce(Reduction.SUM, some, Primitives.range(some.rank())), Shape.of());
            boolean givesState = random.nextBoolean();
            Scan.Cell cell = (xs, states) -> {
                Symbol sum = Primitives.add(Primitives.multiply(xs.get(0), states.get(0)), taken);
                Symbol next = Primitives.map(Unary.TANH, sum);
                return new Scan.Step(List.of(Primitives.multiply(next, xs.get(0))), List.of(next));
            };
            Scan.Result result = Scan.of(cell, List.of(x), List.of(first), random.nextBoolean(), axis);
            return givesState ? result.states().get(0) : result.outputs().get(0);
        }

        private Symbol binary(Symbol x) {
            Binary function = BINARY.get(random.nextInt(BINARY.size()));
            for (int i = 0; i < 8; i++) {
                Symbol other = any();
                try {
                    Elementwise.broadcast(List.of(x.shape(), other.shape()));
                    return random.nextBoolean()
                            ? Primitives.map(function, x, other)
                            : Primitives.map(function, other, x);
                } catch (keras4j.core.KerasException e) {
                    continue;
                }
            }
            return Primitives.map(function, x, Primitives.constant(0.7));
        }

        /** All outputs and gradients. */
        private List<float[]> run(Arena arena, Plan.Mode mode, int times) {
            Random numbers = new Random(5);
            Map<Symbol, View> places = new HashMap<>();
            for (Symbol leaf : leaves) {
                float[] values = new float[leaf.shape().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (numbers.nextGaussian() * 0.5);
                }
                places.put(leaf, View.of(Buffer.of(values), leaf.shape()));
            }
            List<Symbol> later = new ArrayList<>(gradients);
            later.removeAll(outputs);
            Plan plan = new Plan(arena, places, outputs, later, mode);
            for (int i = 0; i < times; i++) {
                plan.runFirst();
                plan.runThen();
            }
            List<float[]> found = new ArrayList<>();
            for (List<Symbol> ends : List.of(outputs, later)) {
                for (Symbol end : ends) {
                    View view = plan.view(end);
                    found.add(Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size()));
                }
            }
            return found;
        }
    }

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    @Test
    void plansThatFuseAndSharePlacesGiveTheSame() {
        Arena arena = new Arena();
        for (int seed = 0; seed < GRAPHS; seed++) {
            assertIsPlain("graph " + seed, new Graph(seed), arena);
        }
    }

    @Test
    void productsOfSlicesOfOneValueAreThoseOfCopies() {
        Arena arena = new Arena();
        for (int seed = 0; seed < GRAPHS / 10; seed++) {
            assertIsPlain("slices " + seed, Graph.ofSlices(seed), arena);
        }
    }

    private static void assertIsPlain(String what, Graph graph, Arena arena) {
        Parallel.setThreads(1);
        List<float[]> expected = graph.run(new Arena(), Plan.Mode.PLAIN, 1);
        Parallel.setThreads(Parallel.PARTS);
        List<float[]> found = graph.run(arena, Plan.Mode.FUSED, 2);
        for (int k = 0; k < expected.size(); k++) {
            assertClose(what + ", end " + k, found.get(k), expected.get(k));
        }
    }

    private static void assertClose(String what, float[] found, float[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < found.length; i++) {
            boolean isClose = Float.compare(found[i], expected[i]) == 0
                    || Math.abs(found[i] - expected[i]) <= 1e-5 * Math.max(largest, 1e-3)
                    || Float.isNaN(expected[i]) == Float.isNaN(found[i]) && !Float.isFinite(expected[i]);
            assertThat(isClose)
                    .as("%s at %d: %s, not %s", what, i, found[i], expected[i])
                    .isTrue();
        }
    }
}
