package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

    private static final long MAX_SECONDS = 20;
    /** What no message has: characters that command a terminal, and much of a long value. */
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final Pattern MUCH = Pattern.compile("x{201}");
    private static final long MAX_GROWTH = 64 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

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
        "100000000000000000000000",
        "1073741824",
        "2147483648",
        "1e300",
        "NaN",
        "-Infinity",
        "[0]",
        "[-1, 2147483647]",
        "\"" + "x".repeat(100_000) + "\"",
        "\"\\u001b[31m\\r\\n\\u202e\"",
        "[".repeat(90) + "]".repeat(90)
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
                    answer.get(MAX_SECONDS, TimeUnit.SECONDS);
                } catch (Exception e) {
                    Path kept = Files.createTempFile("fuzz", "-" + file.getFileName());
                    Files.write(kept, damaged);
                    throw new AssertionError("mutation " + i + ", kept as " + kept, e);
                }
                if (i == count / 2) {
                    before = used();
                }
            }
            assertThat(used() - before).as("bytes that stay").isLessThan(MAX_GROWTH);
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
            assertThat(e.getMessage())
                    .startsWith(file.toString())
                    .doesNotContainPattern(COMMANDS)
                    .doesNotContainPattern(MUCH);
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
            if (random.nextInt(4) == 0) {
                damageStructure(parent, value);
            } else if (parent instanceof ArrayNode list) {
                damage(list, value);
            } else {
                damage((ObjectNode) parent, value);
            }
        }
        return random.nextInt(16) == 0 ? withKeyTwice(JSON.writeValueAsString(root)) : JSON.writeValueAsBytes(root);
    }

    /** What is there in another order, deeper, or many times. */
    private void damageStructure(JsonNode parent, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            List<JsonNode> items = new ArrayList<>();
            list.forEach(items::add);
            switch (random.nextInt(3)) {
                case 0 -> Collections.reverse(items);
                case 1 -> Collections.shuffle(items, new Random(random.nextLong()));
                default ->
                    items.addAll(Collections.nCopies(random.nextInt(50), items.isEmpty() ? value : items.get(0)));
            }
            list.removeAll().addAll(items);
            return;
        }
        ObjectNode object = (ObjectNode) parent;
        object.fieldNames().forEachRemaining(key -> {
            if (random.nextInt(4) == 0) {
                JsonNode inner = object.get(key);
                for (int depth = random.nextInt(40); depth >= 0; depth--) {
                    inner = random.nextBoolean()
                            ? JSON.createArrayNode().add(inner)
                            : JSON.createObjectNode().set(key, inner);
                }
                object.set(key, inner);
            }
        });
    }

    /** An object's first key once more. */
    private byte[] withKeyTwice(String json) {
        int at = json.indexOf('{', random.nextInt(json.length()));
        int end = at < 0 ? -1 : json.indexOf(':', at);
        return bytes(
                end < 0
                        ? json
                        : json.substring(0, at + 1) + json.substring(at + 1, end) + ":0," + json.substring(at + 1));
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
