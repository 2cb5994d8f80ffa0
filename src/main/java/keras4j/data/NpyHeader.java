package keras4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * What a NumPy file says before its numbers: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}. It is
 * Python's text, of which exactly this form is understood.
 *
 * @param bytes how many there are before the numbers
 */
record NpyHeader(int bytes, NpyType type, ByteOrder order, boolean columnMajor, Shape shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    /** As many as NumPy itself reads of a file that it does not trust. */
    private static final int MAX_BYTES = 10_000;

    /** As many as ND4J has. */
    private static final int MAX_AXES = 32;

    /** NumPy leaves room for a first length of so many digits. */
    private static final int FIRST_DIGITS = 21;

    private static final Pattern TEXT = Pattern.compile("\\{(.*)}\\s*", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(\\w{1,20})'\\s*:\\s*" + "(?:'([<>|]?)(\\w{1,20})'|(True|False)|\\(([\\d,\\s]*)\\))\\s*(?:,\\s*|$)");
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    /** Reads up to the first number. */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = bytes(in, MAGIC.length + 2);
        int version = start[MAGIC.length];
        boolean known = version >= 1 && version <= 3 && start[MAGIC.length + 1] == 0;
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || !known) {
            throw KerasException.expected("header", "\\x93NUMPY and version 1.0, 2.0 or 3.0", Arrays.toString(start));
        }
        byte[] count = bytes(in, version == 1 ? 2 : 4);
        ByteBuffer field = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? Short.toUnsignedInt(field.getShort()) : Integer.toUnsignedLong(field.getInt());
        if (length > MAX_BYTES) {
            throw KerasException.expected("header", "at most " + MAX_BYTES + " bytes", length);
        }
        int before = start.length + count.length + (int) length;
        return parse(before, new String(bytes(in, (int) length), StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(InputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        fill(in, bytes, count);
        return bytes;
    }

    /**
     * Reads so many bytes to the beginning of an array.
     *
     * @throws KerasException if there are fewer
     */
    static void fill(InputStream in, byte[] bytes, int count) throws IOException {
        if (in.readNBytes(bytes, 0, count) < count) {
            throw KerasException.expected("file", "more bytes", "its end");
        }
    }

    private static NpyHeader parse(int bytes, String text) {
        Matcher outer = TEXT.matcher(text);
        if (!outer.matches()) {
            throw unknown(text);
        }
        String inner = outer.group(1);
        Map<String, MatchResult> entries = new HashMap<>();
        Matcher entry = ENTRY.matcher(inner);
        int from = 0;
        while (from < inner.length() && entry.region(from, inner.length()).lookingAt()) {
            from = entry.end();
            entries.put(entry.group(1), entry.toMatchResult());
        }
        if (from < inner.length() || !entries.keySet().equals(KEYS)) {
            throw unknown(text);
        }
        String type = entries.get("descr").group(3);
        String columnMajor = entries.get("fortran_order").group(4);
        String shape = entries.get("shape").group(5);
        if (type == null || columnMajor == null || shape == null) {
            throw unknown(text);
        }
        NpyType known = NpyType.of(type);
        String order = entries.get("descr").group(2);
        if (known.bytes() > 1 && !order.equals("<") && !order.equals(">")) {
            throw KerasException.expected("descr", "a byte order, < or >", order + type);
        }
        return new NpyHeader(
                bytes,
                known,
                order.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                columnMajor.equals("True"),
                shape(shape));
    }

    private static KerasException unknown(String text) {
        return KerasException.expected(
                "header",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } with a type of numbers and a shape",
                text.strip());
    }

    private static Shape shape(String text) {
        List<String> lengths = new ArrayList<>(List.of(text.split(",", -1)));
        if (lengths.get(lengths.size() - 1).isBlank()) {
            lengths.remove(lengths.size() - 1);
        }
        if (lengths.size() > MAX_AXES) {
            throw KerasException.expected("shape", "at most " + MAX_AXES + " axes", lengths.size());
        }
        int[] dims = new int[lengths.size()];
        for (int i = 0; i < dims.length; i++) {
            String length = lengths.get(i).strip();
            if (!length.matches("\\d{1,9}")) {
                throw KerasException.expected("shape", "lengths of at most 9 digits", "(" + text + ")");
            }
            dims[i] = Integer.parseInt(length);
        }
        return Shape.of(dims);
    }

    /** All bytes before the numbers of a little-endian, row-major float32 array, each as one character. */
    static String of(Shape shape) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        if (shape.rank() > 0) {
            text += " ".repeat(FIRST_DIGITS - Integer.toString(shape.dim(0)).length());
        }
        int used = MAGIC.length + 4 + text.length() + 1;
        text += " ".repeat(ALIGNMENT - used % ALIGNMENT) + "\n";
        return new String(MAGIC, StandardCharsets.ISO_8859_1)
                + "\1\0"
                + (char) (text.length() & 255)
                + (char) (text.length() >> 8)
                + text;
    }
}
