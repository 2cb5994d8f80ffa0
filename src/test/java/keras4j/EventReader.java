package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads files of events: their records, and the fields of the messages in them. It shares nothing with what writes them. */
final class EventReader {
    private EventReader() {}

    /** A value of a summary. */
    record Value(String plugin, long dataClass, String tag, long step, double wallTime, Message tensor) {
        float number() {
            return tensor.bytes(5).getFloat();
        }

        double[] rows() {
            ByteBuffer content = tensor.bytes(4);
            double[] numbers = new double[content.remaining() / Double.BYTES];
            content.asDoubleBuffer().get(numbers);
            return numbers;
        }
    }

    /** The fields of a message. */
    record Message(List<Long> numbers, List<Object> values) {
        static Message read(ByteBuffer in) {
            Message message = new Message(new ArrayList<>(), new ArrayList<>());
            while (in.hasRemaining()) {
                long key = varint(in);
                message.numbers.add(key >>> 3);
                switch ((int) (key & 7)) {
                    case 0 -> message.values.add(varint(in));
                    case 1 -> message.values.add(in.getDouble());
                    case 5 -> message.values.add(in.getFloat());
                    case 2 -> {
                        int length = (int) varint(in);
                        message.values.add(in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
                        in.position(in.position() + length);
                    }
                    default -> throw new IllegalStateException("form " + (key & 7));
                }
            }
            return message;
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = in.get();
                value |= (part & 0x7fL) << shift;
                if (part >= 0) {
                    return value;
                }
            }
        }

        boolean has(long field) {
            return numbers.contains(field);
        }

        Object get(long field) {
            return values.get(numbers.indexOf(field));
        }

        long number(long field) {
            return has(field) ? (Long) get(field) : 0;
        }

        ByteBuffer bytes(long field) {
            return ((ByteBuffer) get(field)).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }

        String text(long field) {
            return StandardCharsets.UTF_8.decode(bytes(field)).toString();
        }

        Message message(long field) {
            return read(bytes(field));
        }
    }

    /** All values in a file, whose checksums are right. */
    static List<Value> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Value> values = new ArrayList<>();
        boolean isFirst = true;
        while (in.hasRemaining()) {
            int length = (int) checked(in, Long.BYTES).getLong();
            Message event = Message.read(checked(in, length));
            if (isFirst) {
                assertThat(event.text(3)).isEqualTo("brain.Event:2");
                isFirst = false;
            } else {
                Message value = event.message(5).message(1);
                Message metadata = value.message(9);
                values.add(new Value(
                        metadata.message(1).text(1),
                        metadata.number(4),
                        value.text(1),
                        event.number(2),
                        (Double) event.get(1),
                        value.message(8)));
            }
        }
        return values;
    }

    private static ByteBuffer checked(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        int crc = (int) checksum.getValue();
        assertThat(in.getInt()).isEqualTo((crc >>> 15 | crc << 17) + 0xa282ead8);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
