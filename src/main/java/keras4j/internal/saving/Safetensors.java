package keras4j.internal.saving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import keras4j.core.Config;
import keras4j.core.Float16;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.internal.tensor.Tensor;

/**
 * Named arrays in a file of safetensors: the length of the header in 8 bytes, the header in JSON, and the arrays one behind
 * the other, little-endian and row-major. What is read is untrusted: numbers are read when their places and shape are known to
 * be right.
 */
final class Safetensors implements AutoCloseable {
    private static final int MAX_HEADER = 16 << 20;
    private static final String METADATA = "__metadata__";

    /** Types of numbers and their bytes; those that are no float are known by their size alone. */
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("F32", 4),
            Map.entry("I64", 8),
            Map.entry("U64", 8),
            Map.entry("F64", 8));

    /** Where an array is, from the end of the header on. */
    private record Place(String name, String type, List<Long> shape, long begin, long end) {}

    private final FileChannel channel;
    private final long data;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * Reads the header; the arrays stay in the file.
     *
     * @param channel is closed with this
     */
    Safetensors(FileChannel channel) throws IOException {
        this.channel = channel;
        long most = Math.min(MAX_HEADER, channel.size() - Long.BYTES);
        long length = most < 0 ? -1 : bytes(0, Long.BYTES).getLong();
        if (length < 2 || length > most) {
            throw KerasException.expected(
                    "safetensors", "a header of 2 to " + Math.max(2, most) + " bytes", length < 0 ? "none" : length);
        }
        data = Long.BYTES + length;
        Map<String, Object> header =
                Json.read("header", bytes(Long.BYTES, (int) length).array());
        header.forEach((name, value) -> {
            Map<String, Object> entry = Config.map("header." + name, value);
            if (!name.equals(METADATA)) {
                places.put(name, place(name, entry));
            } else if (!entry.values().stream().allMatch(String.class::isInstance)) {
                throw KerasException.expected("header." + name, "texts", entry);
            }
        });
        checkGaps();
    }

    private static Place place(String name, Map<String, Object> entry) {
        String where = "header." + name;
        if (!entry.keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw KerasException.expected(where, "dtype, shape and data_offsets", entry.keySet());
        }
        if (!(entry.get("dtype") instanceof String type) || !BYTES.containsKey(type)) {
            throw KerasException.expected(where + ".dtype", "one of " + BYTES.keySet(), entry.get("dtype"));
        }
        List<Long> shape = whole(where + ".shape", entry.get("shape"));
        List<Long> offsets = whole(where + ".data_offsets", entry.get("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw KerasException.expected(where + ".data_offsets", "begin and end", offsets);
        }
        long bytes = BYTES.get(type);
        for (long dim : shape) {
            if (Math.multiplyHigh(bytes, dim) != 0 || bytes * dim < 0) {
                throw KerasException.expected(where + ".shape", "less than 2^63 bytes", shape);
            }
            bytes *= dim;
        }
        if (bytes != offsets.get(1) - offsets.get(0)) {
            throw KerasException.expected(
                    where + ".data_offsets", bytes + " bytes for " + type + " of shape " + shape, offsets);
        }
        return new Place(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> whole(String where, Object value) {
        List<Long> numbers = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : Arrays.asList((Object) null)) {
            if (!(item instanceof Integer || item instanceof Long) || ((Number) item).longValue() < 0) {
                throw KerasException.expected(where, "a list of whole numbers of at least 0", value);
            }
            numbers.add(((Number) item).longValue());
        }
        return numbers;
    }

    /** Arrays follow one another and fill the file. */
    private void checkGaps() throws IOException {
        List<Place> sorted = places.values().stream()
                .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
                .toList();
        long end = 0;
        for (Place place : sorted) {
            if (place.begin() != end) {
                throw KerasException.expected(
                        "header." + place.name(), "an array that begins at " + end, place.begin());
            }
            end = place.end();
        }
        if (channel.size() - data != end) {
            throw KerasException.expected("safetensors", end + " bytes of arrays", channel.size() - data);
        }
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = position; buffer.hasRemaining(); at = position + buffer.position()) {
            if (channel.read(buffer, at) < 0) {
                throw KerasException.expected("safetensors", count + " bytes at " + position, "the end of the file");
            }
        }
        return buffer.flip();
    }

    /** The arrays' names, in the header's order. */
    Set<String> names() {
        return places.keySet();
    }

    /** Whether there is an array of this name and shape. */
    boolean has(String name, int... shape) {
        return places.containsKey(name)
                && places.get(name)
                        .shape()
                        .equals(Arrays.stream(shape).asLongStream().boxed().toList());
    }

    /** The shape of an array as a text, or that there is none. */
    String shape(String name) {
        return places.containsKey(name) ? places.get(name).shape().toString() : "none";
    }

    /** An array as float32. */
    Tensor tensor(String name, int... shape) throws IOException {
        Place place = places.get(name);
        int each = BYTES.get(place.type());
        float[] values = new float[(int) ((place.end() - place.begin()) / each)];
        int most = (1 << 16) / each;
        for (int from = 0; from < values.length; from += most) {
            int count = Math.min(most, values.length - from);
            ByteBuffer source = bytes(data + place.begin() + (long) from * each, count * each);
            for (int i = from; i < from + count; i++) {
                values[i] = next(place, source);
            }
        }
        return Tensor.of(values, shape);
    }

    private static float next(Place place, ByteBuffer source) {
        return switch (place.type()) {
            case "F16" -> Float16.ofHalf(source.getShort());
            case "BF16" -> Float16.ofBrain(source.getShort());
            case "F32" -> source.getFloat();
            case "F64" -> (float) source.getDouble();
            case "I64" -> source.getLong();
            default ->
                throw KerasException.expected(place.name(), "numbers of F16, BF16, F32, F64 or I64", place.type());
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Writes arrays as safetensors' own library does, byte for byte: in the order of their names. */
    static void write(OutputStream out, Map<String, Tensor> tensors) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>(Map.of(METADATA, Map.of("format", "pt")));
        Map<String, Tensor> sorted = new TreeMap<>(tensors);
        long end = 0;
        for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
            long begin = end;
            end += (long) entry.getValue().size() * Float.BYTES;
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("dtype", "F32");
            place.put("shape", Arrays.stream(entry.getValue().dims()).boxed().toList());
            place.put("data_offsets", List.of(begin, end));
            header.put(entry.getKey(), place);
        }
        byte[] json = Json.write(header);
        int padding = (Long.BYTES - json.length % Long.BYTES) % Long.BYTES;
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .array();
        out.write(length);
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (Tensor tensor : sorted.values()) {
            tensor.writeTo(out);
        }
    }
}
