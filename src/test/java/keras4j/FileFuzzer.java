package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import keras4j.core.KerasException;

/**
 * Damages a valid file in many ways and reads what became of it: that is an answer or a {@link KerasException}, within a time
 * and without memory that stays. What is in a zip is damaged inside of it, with new checksums; JSON value by value, wherever it
 * stands.
 */
final class FileFuzzer {
    /** Reads a file. */
    interface Reader {
        void read(Path file);
    }

    private static final long MOST_SECONDS = 20;
    private static final long MOST_GROWTH = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values of JSON that something may fall over. */
    private static final String[] VALUES = {
        "null",
        "true",
        "0",
        "-1",
        "1",
        "2147483647",
        "4294967296",
        "1e308",
        "-1e-320",
        "0.5",
        "\"\"",
        "\"a/../b\"",
        "\"NaN\"",
        "[]",
        "{}",
        "[null]",
        "[[[[]]]]",
        "{\"class_name\":\"Lambda\",\"config\":{}}",
        "\"Dense\"",
        "[null, 1073741824]",
        "100000000000000000000000"
    };

    /** Numbers in HDF5 that may be lengths, addresses or versions. */
    private static final long[] NUMBERS = {0, 1, 2, 8, 255, 65535, Integer.MAX_VALUE, 0xFFFF_FFFFL, Long.MAX_VALUE, -1};

    private final SplittableRandom random;
    private final Path file;
    private final Reader reader;
    private int accepted;

    private FileFuzzer(Path file, Reader reader, long seed) {
        this.file = file;
        this.reader = reader;
        random = new SplittableRandom(seed);
    }

    /** Reads so many damaged files; returns how many were read all the same. */
    static int run(Path file, byte[] valid, Reader reader, int count, long seed) throws Exception {
        FileFuzzer fuzzer = new FileFuzzer(file, reader, seed);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            long before = 0;
            for (int i = 0; i < count; i++) {
                byte[] damaged = fuzzer.damaged(valid);
                Future<?> answer = thread.submit(() -> fuzzer.read(damaged));
                try {
                    answer.get(MOST_SECONDS, TimeUnit.SECONDS);
                } catch (Exception e) {
                    Path kept = Files.createTempFile("fuzz", "-" + file.getFileName());
                    Files.write(kept, damaged);
                    throw new AssertionError("mutation " + i + ", kept as " + kept, e);
                }
                if (i == count / 2) {
                    before = used();
                }
            }
            assertThat(used() - before).as("bytes that stay").isLessThan(MOST_GROWTH);
            return fuzzer.accepted;
        } finally {
            thread.shutdownNow();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void read(byte[] damaged) {
        try {
            Files.write(file, damaged);
            reader.read(file);
            accepted++;
        } catch (KerasException e) {
            assertThat(e.getMessage()).startsWith(file.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] damaged(byte[] valid) throws IOException {
        boolean isZip = valid[0] == 'P' && valid[1] == 'K';
        if (isZip && random.nextInt(4) > 0) {
            return damagedEntry(valid);
        }
        if (valid.length > 8 && valid[8] == '{' && random.nextInt(4) > 0) {
            return damagedHeader(valid);
        }
        return valid[0] == '{' && random.nextInt(4) > 0 ? damagedJson(valid) : damagedBytes(valid);
    }

    /** Damages an entry, or the zip's list of them. */
    private byte[] damagedEntry(byte[] valid) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(valid))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        List<String> names = new ArrayList<>(entries.keySet());
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(16)) {
            case 0 -> entries.remove(name);
            case 1 -> entries.put("../" + name, entries.get(name));
            default -> entries.put(name, damaged(entries.get(name)));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Damages the JSON at the beginning of safetensors, whose length stands before it. */
    private byte[] damagedHeader(byte[] valid) throws IOException {
        int length = ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] json = damagedJson(Arrays.copyOfRange(valid, 8, 8 + length));
        ByteBuffer all =
                ByteBuffer.allocate(valid.length - length + json.length).order(ByteOrder.LITTLE_ENDIAN);
        return all.putLong(json.length)
                .put(json)
                .put(valid, 8 + length, valid.length - 8 - length)
                .array();
    }

    private byte[] damagedJson(byte[] valid) throws IOException {
        JsonNode root = JSON.readTree(valid);
        List<JsonNode> parents = new ArrayList<>();
        addParents(root, parents);
        for (int k = random.nextInt(3); k >= 0; k--) {
            JsonNode parent = parents.get(random.nextInt(parents.size()));
            JsonNode value = random.nextInt(3) > 0
                    ? JSON.readTree(VALUES[random.nextInt(VALUES.length)])
                    : parents.get(random.nextInt(parents.size())).deepCopy();
            if (parent instanceof ArrayNode list) {
                damage(list, value);
            } else {
                damage((ObjectNode) parent, value);
            }
        }
        return JSON.writeValueAsBytes(root);
    }

    private void damage(ArrayNode list, JsonNode value) {
        int at = list.isEmpty() ? 0 : random.nextInt(list.size());
        switch (random.nextInt(3)) {
            case 0 -> list.insert(at, value);
            case 1 -> list.remove(at);
            default -> list.insert(at, list.isEmpty() ? value : list.get(at).deepCopy());
        }
    }

    private void damage(ObjectNode object, JsonNode value) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.isEmpty() ? "a" : keys.get(random.nextInt(keys.size()));
        if (random.nextInt(5) == 0) {
            object.remove(key);
        } else {
            object.set(random.nextInt(8) == 0 ? key + "x" : key, value);
        }
    }

    private static void addParents(JsonNode node, List<JsonNode> parents) {
        if (!(node instanceof ValueNode)) {
            parents.add(node);
            node.forEach(child -> addParents(child, parents));
        }
    }

    private byte[] damagedBytes(byte[] valid) {
        byte[] bytes = valid.clone();
        switch (random.nextInt(8)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                int length = random.nextInt(1 + Math.min(256, bytes.length - Math.max(from, to)));
                System.arraycopy(valid, from, bytes, to, length);
            }
            case 2, 3, 4 -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int k = random.nextInt(2); k >= 0 && bytes.length > 8; k--) {
                    int at = random.nextInt(bytes.length - 8);
                    long number = NUMBERS[random.nextInt(NUMBERS.length)];
                    switch (random.nextInt(4)) {
                        case 0 -> buffer.put(at, (byte) number);
                        case 1 -> buffer.putShort(at, (short) number);
                        case 2 -> buffer.putInt(at, (int) number);
                        default -> buffer.putLong(at, random.nextBoolean() ? number : random.nextInt(bytes.length));
                    }
                }
            }
            default -> {
                for (int k = random.nextInt(8); k >= 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    /** The bytes of a text. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
