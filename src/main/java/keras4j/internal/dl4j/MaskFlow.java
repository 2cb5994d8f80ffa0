package keras4j.internal.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.layers.LayerTrace;
import keras4j.layers.Part;
import keras4j.ops.Symbol;

/** Where the masks of a network's values come from, and which layers read them, for an engine that runs layers one by one. */
final class MaskFlow {
    /** The samples of the traces by which it is found. */
    private static final int SAMPLES = 7;

    /**
     * Where a mask comes from.
     *
     * @param value what is the mask itself, or what a node makes together with it
     * @param output -1 if it is the value itself; else of which of the node's outputs it is the mask
     * @param shape that of one sample
     */
    record Source(int value, int output, Shape shape) {}

    /** For each value the mask of each output of what makes it; null for none. */
    private final List<List<Source>> masks = new ArrayList<>();
    /** For each value its mask, as long as none of its readers takes it. */
    private final List<Source> left = new ArrayList<>();

    /** For each value the masks of inputs that are read to make it, and null for the others. */
    private final List<List<Source>> read = new ArrayList<>();
    /** The same of what is read to find the masks. */
    private final List<List<Source>> readByMasks = new ArrayList<>();
    /** For each value of which outputs of what makes it the masks are found there, and read by others. */
    private final List<List<Integer>> found = new ArrayList<>();

    MaskFlow(Network network) {
        network.inputShapes().forEach(input -> add(Collections.singletonList(null), List.of(), List.of()));
        network.nodes().forEach(this::add);
        Set<Source> needed = new HashSet<>();
        network.outputs().forEach(output -> needed.add(of(output)));
        for (int value = masks.size() - 1; value >= 0; value--) {
            int maker = value;
            found.add(
                    0,
                    needed.stream()
                            .filter(source -> source != null && source.value() == maker && source.output() >= 0)
                            .map(Source::output)
                            .sorted()
                            .toList());
            if (!found.get(0).isEmpty()) {
                List<Source> more = readByMasks.get(value);
                IntStream.range(0, more.size())
                        .filter(i -> more.get(i) != null)
                        .forEach(i -> read.get(maker).set(i, more.get(i)));
            }
            needed.addAll(read.get(value));
        }
    }

    private void add(List<Source> made, List<Source> reads, List<Source> ofMasks) {
        masks.add(made);
        left.add(made.get(0));
        read.add(reads);
        readByMasks.add(ofMasks);
    }

    private void add(Node node) {
        if (node.layer() instanceof Part part) {
            List<Source> whole = masks.get(node.reads().get(0));
            add(Collections.singletonList(whole.get(part.number())), Collections.singletonList(null), List.of());
            return;
        }
        List<Source> given = node.reads().stream().map(this::of).toList();
        Call call = new Call(node, given, false);
        List<Source> reads = call.reads(call.ofValues);
        try {
            Call training = new Call(node, given, true);
            for (int i = 0; i < given.size(); i++) {
                reads.set(i, training.ofValues[i] ? given.get(i) : reads.get(i));
            }
        } catch (KerasException e) {
            // A layer that cannot be trained says so when it is.
        }
        add(call.made(masks.size()), reads, call.reads(call.ofMasks));
        for (int i = 0; i < given.size(); i++) {
            if (call.taken(i)) {
                left.set(node.reads().get(i), null);
            }
        }
    }

    /** The mask of a value; null for none. */
    Source of(int value) {
        return left.get(value);
    }

    /** The masks of inputs that a value's node reads, and null for the others. */
    List<Source> readBy(int value) {
        return read.get(value);
    }

    /** Whether a node reads a mask of one of its inputs. */
    boolean isRead() {
        return read.stream().flatMap(List::stream).anyMatch(Objects::nonNull);
    }

    /** Of which outputs a value's node is to give the masks, too, for others that read them or for the model's outputs. */
    List<Integer> found(int value) {
        return found.get(value);
    }

    /** The mask of one of these outputs. */
    Source found(int value, int output) {
        return masks.get(value).get(output);
    }

    /** The trace of a node's call. */
    private static final class Call {
        private final Node node;
        private final List<Source> given;
        private final List<Symbol> x = new ArrayList<>();
        /** The masks of these; null for none. */
        private final List<Symbol> masks = new ArrayList<>();

        private final List<Symbol> made;
        private final boolean[] ofValues;
        private final boolean[] ofMasks;

        Call(Node node, List<Source> given, boolean training) {
            this.node = node;
            this.given = given;
            LayerTrace trace = new LayerTrace(training);
            for (int i = 0; i < given.size(); i++) {
                x.add(trace.input(node.inputs().get(i).withFirst(SAMPLES)));
                masks.add(
                        given.get(i) == null
                                ? null
                                : trace.input(given.get(i).shape().withFirst(SAMPLES)));
                x.get(i).setMask(masks.get(i));
            }
            made = trace.apply(node.layer(), x, node.arguments());
            List<Symbol> values = new ArrayList<>(made);
            values.addAll(trace.assigned().values());
            ofValues = reached(values);
            ofMasks = reached(
                    made.stream().map(Symbol::mask).filter(Objects::nonNull).toList());
        }

        /** For each input whether symbols follow from its mask. */
        private boolean[] reached(List<Symbol> symbols) {
            Set<Symbol> reached = new HashSet<>();
            Deque<Symbol> next = new ArrayDeque<>(symbols);
            while (!next.isEmpty()) {
                Symbol symbol = next.pop();
                if (reached.add(symbol)) {
                    next.addAll(symbol.inputs());
                }
            }
            boolean[] found = new boolean[x.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = reached.contains(masks.get(i));
            }
            return found;
        }

        /** Whether the call has taken the mask of one of its inputs. */
        boolean taken(int input) {
            return x.get(input).mask() != masks.get(input);
        }

        /** The masks of these inputs, and null for the others. */
        List<Source> reads(boolean[] which) {
            List<Source> all = new ArrayList<>(given);
            for (int i = 0; i < which.length; i++) {
                all.set(i, which[i] ? given.get(i) : null);
            }
            return all;
        }

        /** The masks of the outputs, the node's value having this number. */
        List<Source> made(int value) {
            List<Source> all = new ArrayList<>();
            for (int k = 0; k < made.size(); k++) {
                Symbol mask = made.get(k).mask();
                all.add(mask == null ? null : source(mask, value, k));
            }
            return all;
        }

        private Source source(Symbol mask, int value, int output) {
            for (int i = 0; i < x.size(); i++) {
                if (masks.get(i) == mask) {
                    return given.get(i);
                }
                if (x.get(i) == mask) {
                    return new Source(node.reads().get(i), -1, mask.sampleShape());
                }
            }
            return new Source(value, output, mask.sampleShape());
        }
    }
}
