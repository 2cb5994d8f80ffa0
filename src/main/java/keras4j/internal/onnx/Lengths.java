package keras4j.internal.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lengths that are not known, each by what it is in several exports, and how others are computed of them. */
final class Lengths {
    /** By how much a length may be divided, as by strides. */
    private static final int MAX_DIVISOR = 8;

    private record Place(long[] lengths, String value, int axis) {}

    private final OnnxGraph graph;
    private final List<Place> places = new ArrayList<>();
    private final Map<List<Long>, String> written = new HashMap<>();

    Lengths(OnnxGraph graph) {
        this.graph = graph;
    }

    /** An axis of a value that has these lengths. */
    void know(long[] lengths, String value, int axis) {
        boolean isNew = places.stream().noneMatch(place -> Arrays.equals(place.lengths, lengths));
        if (isNew && Arrays.stream(lengths).distinct().count() > 1) {
            places.add(new Place(lengths, value, axis));
        }
    }

    /** A number along one axis that is these in the exports; null if it does not follow from what is known. */
    String value(long[] lengths) {
        List<Long> key = Arrays.stream(lengths).boxed().toList();
        String value = written.get(key);
        if (value == null) {
            value = made(lengths);
            written.put(key, value);
        }
        return value;
    }

    private String made(long[] lengths) {
        for (Place place : places) {
            String value = linear(lengths, place.lengths, () -> read(place));
            if (value != null) {
                return value;
            }
        }
        for (Place place : places) {
            String value = quotient(lengths, place);
            if (value != null) {
                return value;
            }
        }
        for (Place a : places) {
            for (Place b : places) {
                long[] product = IntStream.range(0, lengths.length)
                        .mapToLong(i -> a.lengths[i] * b.lengths[i])
                        .toArray();
                String value = linear(lengths, product, () -> graph.node("Mul", read(a), read(b)));
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    private String read(Place place) {
        return written.computeIfAbsent(
                Arrays.stream(place.lengths).boxed().toList(),
                key -> graph.node("Shape", Map.of("start", place.axis, "end", place.axis + 1), place.value));
    }

    private interface Source {
        String value();
    }

    /** As a whole multiple of another one and a number. */
    private String linear(long[] lengths, long[] of, Source source) {
        int other = 1;
        while (of[other] == of[0]) {
            other++;
        }
        long times = (lengths[other] - lengths[0]) / (of[other] - of[0]);
        long more = lengths[0] - times * of[0];
        if (!IntStream.range(0, of.length).allMatch(i -> lengths[i] == times * of[i] + more)) {
            return null;
        }
        String value = source.value();
        String multiple = times == 1 ? value : graph.node("Mul", value, graph.integers(times));
        return more == 0 ? multiple : graph.node("Add", multiple, graph.integers(more));
    }

    /** As the whole part of another one, and a number, over a divisor. */
    private String quotient(long[] lengths, Place place) {
        for (long divisor = 2; divisor <= MAX_DIVISOR; divisor++) {
            long least = lengths[0] * divisor - place.lengths[0];
            for (long more = least; more < least + divisor; more++) {
                if (isQuotient(lengths, place.lengths, more, divisor)) {
                    String sum = graph.node("Add", read(place), graph.integers(more));
                    return graph.node("Div", sum, graph.integers(divisor));
                }
            }
        }
        return null;
    }

    private static boolean isQuotient(long[] lengths, long[] of, long more, long divisor) {
        return IntStream.range(0, of.length).allMatch(i -> lengths[i] == (of[i] + more) / divisor);
    }
}
