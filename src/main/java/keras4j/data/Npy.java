package keras4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.core.Shape;

/**
 * An array of NumPy's file format, ".npy". Files of booleans, whole and floating numbers of any size and byte order are
 * read, rounded to float32; float32 is written. Files are untrusted: nothing is taken for what a file only claims to hold.
 *
 * @param values the numbers in row-major order
 * @param shape all axes; the first counts samples where there are samples
 */
public record Npy(float[] values, Shape shape) {
    private static final int CHUNK = 1 << 16;

    /** @throws KerasException if there are not as many numbers as the shape has */
    public Npy {
        KerasException.notNull("Npy", "values", values);
        KerasException.notNull("Npy", "a shape", shape);
        if (values.length != shape.size()) {
            throw KerasException.expected("Npy", shape.size() + " numbers for the shape " + shape, values.length);
        }
    }

    /**
     * A copy of an array of any number type.
     *
     * @param array a Java array of any number of axes, such as {@code double[][]}, or an INDArray
     * @throws KerasException naming the place of what is missing, of another length, or no number
     */
    public static Npy of(Object array) {
        return AnyArray.npy("Npy", array);
    }

    /**
     * Reads what {@code numpy.save} wrote.
     *
     * @throws KerasException naming the file and what is wrong with it
     */
    public static Npy read(Path file) {
        KerasException.notNull("Npy.read", "a file", file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw KerasException.expected(file.toString(), "a .npy file", "a folder or what is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file), 0);
        } catch (IOException e) {
            throw new KerasException(file + ": expected a readable .npy file, received " + e, e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads all of a file.
     *
     * @param size how many bytes it has
     * @param others how many numbers there are already that have to be in memory with these
     */
    static Npy read(InputStream in, long size, long others) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        long there = size - header.bytes();
        long needed = (long) header.shape().size() * header.type().bytes();
        if (there != needed) {
            throw KerasException.expected(
                    "data", needed + " bytes for " + header.type() + " of shape " + header.shape(), there + " bytes");
        }
        Memory.checkArray("data", "numbers", header.shape().size());
        Memory.check(
                "data", "numbers, with those before,", others + header.shape().size());
        float[] values = new float[header.shape().size()];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(header.order());
        chunk.limit(0);
        for (int i = 0; i < values.length; i++) {
            if (!chunk.hasRemaining()) {
                chunk.clear().limit((int)
                        Math.min(CHUNK, needed - (long) i * header.type().bytes()));
                NpyHeader.fill(in, chunk.array(), chunk.limit());
            }
            values[i] = header.type().next(chunk);
        }
        return new Npy(header.columnMajor() ? rowMajor(values, header.shape()) : values, header.shape());
    }

    /** Fortran's order, in which the first index runs fastest, as C's. */
    private static float[] rowMajor(float[] values, Shape shape) {
        int[] dims = shape.dims();
        int[] index = new int[dims.length];
        float[] result = new float[values.length];
        for (float value : values) {
            int place = 0;
            for (int axis = 0; axis < dims.length; axis++) {
                place = place * dims[axis] + index[axis];
            }
            result[place] = value;
            for (int axis = 0; axis < dims.length && ++index[axis] == dims[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return result;
    }

    /**
     * Writes what {@code numpy.save} writes for a float32 array, byte by byte; a file that is there is replaced when the new
     * one is whole.
     *
     * @throws KerasException if the file cannot be written
     */
    public void write(Path file) {
        KerasException.notNull("Npy.write", "a file", file);
        AtomicFile.write(file, this::writeTo);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(NpyHeader.of(shape).getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            chunk.putFloat(values[i]);
            if (!chunk.hasRemaining() || i == values.length - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }
}
