package keras4j.internal.events;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import keras4j.core.KerasException;
import keras4j.internal.protobuf.ProtoMessage;

/**
 * A file of events as TensorFlow writes them, for TensorBoard: records with checksums, each a message {@code Event} (event.proto,
 * summary.proto). Writing a number allocates nothing. Not for several threads at a time.
 */
public final class EventFile implements Closeable {
    private static final int BUFFER = 1 << 16;
    /** What a record has beside its bytes: their number, and two checksums. */
    private static final int FRAME = 16;

    /** Fields of an Event. */
    private static final int WALL_TIME = 1;

    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;

    /** Files of one process and second need other names. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A stream, since an interrupted thread writes it to its end. */
    private final OutputStream out;

    private ByteBuffer buffer = buffer(BUFFER);
    private final CRC32C checksum = new CRC32C();

    /**
     * Begins a file.
     *
     * @param folder where, is made
     * @throws KerasException if it cannot be written
     */
    public EventFile(Path folder) {
        try {
            Files.createDirectories(folder);
            String name = "events.out.tfevents.%d.%s.%d.%d.v2"
                    .formatted(
                            System.currentTimeMillis() / 1000,
                            host(),
                            ProcessHandle.current().pid(),
                            COUNT.getAndIncrement());
            out = Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                write(new ProtoMessage().real(WALL_TIME, now()).text(FILE_VERSION, "brain.Event:2"));
            } catch (IOException e) {
                out.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^\\w.-]", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    /**
     * Adds a summary's value.
     *
     * @param step the number of the epoch or of the step
     * @param value a message {@code Summary.Value}
     */
    public void add(long step, ProtoMessage value) {
        ProtoMessage summary = new ProtoMessage().message(1, value);
        try {
            write(new ProtoMessage().real(WALL_TIME, now()).integer(STEP, step).message(SUMMARY, summary));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Adds a number. */
    public void add(long step, Scalar scalar, float value) {
        byte[] rest = scalar.message();
        int length = 1 + Double.BYTES + 1 + varintLength(step) + rest.length;
        try {
            if (buffer.remaining() < length + FRAME) {
                flush();
            }
            if (buffer.remaining() < length + FRAME) {
                buffer = buffer(length + FRAME);
            }
            begin(length);
            int from = buffer.position();
            buffer.put((byte) (WALL_TIME << 3 | 1)).putDouble(now());
            buffer.put((byte) (STEP << 3));
            varint(step);
            buffer.put(rest, 0, rest.length - Float.BYTES).putFloat(value);
            buffer.putInt(checksum(buffer.array(), from, length));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(ProtoMessage event) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(Math.toIntExact(event.size()));
        event.writeTo(message);
        byte[] bytes = message.toByteArray();
        flush();
        begin(bytes.length);
        flush();
        out.write(bytes);
        buffer.putInt(checksum(bytes, 0, bytes.length));
    }

    /** The number of a record's bytes, and its checksum. */
    private void begin(int length) {
        int from = buffer.position();
        buffer.putLong(length);
        buffer.putInt(checksum(buffer.array(), from, Long.BYTES));
    }

    /** A checksum that is itself checksummed would be 0, so that the format turns it. */
    private int checksum(byte[] bytes, int from, int length) {
        checksum.reset();
        checksum.update(bytes, from, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private void varint(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            buffer.put((byte) (rest & 0x7f | 0x80));
        }
        buffer.put((byte) rest);
    }

    /** Gives what was added to the file. */
    public void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** @throws KerasException if the file cannot be written */
    @Override
    public void close() {
        try (out) {
            flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static KerasException unwritable(IOException e) {
        return new KerasException("TensorBoard: expected a folder that can be written, received " + e, e);
    }
}
