package keras4j.internal.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import keras4j.internal.protobuf.ProtoMessage;

/** What TensorBoard shows under a tag, as messages {@code Summary.Value} (summary.proto, tensor.proto). */
public final class Summaries {
    /** Classes of data. */
    static final int SCALAR = 1;

    private static final int TENSOR = 2;
    private static final int IMAGES = 3;

    /** Types of tensors. */
    private static final int FLOAT = 1;

    private static final int DOUBLE = 2;
    private static final int STRING = 7;

    private static final int BUCKETS = 30;

    private Summaries() {}

    static ProtoMessage value(String tag, String plugin, int dataClass, ProtoMessage tensor) {
        ProtoMessage data = new ProtoMessage().text(1, plugin);
        return value(tag, new ProtoMessage().message(1, data).integer(4, dataClass), tensor);
    }

    private static ProtoMessage value(String tag, ProtoMessage metadata, ProtoMessage tensor) {
        return new ProtoMessage().text(1, tag).message(9, metadata).message(8, tensor);
    }

    private static ProtoMessage tensor(int type, int... dims) {
        ProtoMessage shape = new ProtoMessage();
        for (int dim : dims) {
            shape.message(2, new ProtoMessage().integer(1, dim));
        }
        return new ProtoMessage().integer(1, type).message(2, shape);
    }

    /** A tensor whose last bytes are the number. */
    static ProtoMessage number(float value) {
        byte[] bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return tensor(FLOAT).content(5, bytes.length, out -> out.write(bytes));
    }

    /**
     * How often numbers lie where: in 30 ranges of one width, from the least of them to the largest. Numbers that are all the same are
     * in the last of 30 ranges without a width.
     */
    public static ProtoMessage histogram(String tag, float[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double width = (max - min) / BUCKETS;
        long[] counts = new long[BUCKETS];
        for (float value : values) {
            int bucket = width == 0 ? BUCKETS - 1 : (int) Math.floor((value - min) / width);
            counts[Math.max(0, Math.min(bucket, BUCKETS - 1))]++;
        }
        ByteBuffer rows = ByteBuffer.allocate(BUCKETS * 3 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < BUCKETS; i++) {
            double right = i == BUCKETS - 1 ? max : min + (i + 1) * width;
            rows.putDouble(min + i * width).putDouble(right).putDouble(counts[i]);
        }
        return value(
                tag,
                "histograms",
                TENSOR,
                tensor(DOUBLE, BUCKETS, 3).content(4, rows.capacity(), out -> out.write(rows.array())));
    }

    /** Images of one size, each a PNG file. */
    public static ProtoMessage images(String tag, int width, int height, List<byte[]> files) {
        ProtoMessage tensor = tensor(STRING, 2 + files.size())
                .text(8, Integer.toString(width))
                .text(8, Integer.toString(height));
        files.forEach(file -> tensor.content(8, file.length, out -> out.write(file)));
        return value(tag, "images", IMAGES, tensor);
    }

    /** A model as Keras's JSON, which TensorBoard draws as a graph of layers. */
    public static ProtoMessage model(String tag, String json) {
        byte[] version = "1".getBytes(StandardCharsets.US_ASCII);
        ProtoMessage data =
                new ProtoMessage().text(1, "graph_keras_model").content(2, version.length, out -> out.write(version));
        return value(tag, new ProtoMessage().message(1, data), tensor(STRING).text(8, json));
    }
}
