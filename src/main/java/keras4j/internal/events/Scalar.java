package keras4j.internal.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import keras4j.internal.protobuf.ProtoMessage;

/**
 * A number that is logged again and again under one tag.
 *
 * @param message the end of an Event, from its summary on; its last four bytes are the number
 */
public record Scalar(byte[] message) {
    /** Numbers of this tag. */
    public static Scalar of(String tag) {
        ProtoMessage value = Summaries.value(tag, "scalars", Summaries.SCALAR, Summaries.number(0));
        ProtoMessage event = new ProtoMessage().message(5, new ProtoMessage().message(1, value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            event.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scalar(out.toByteArray());
    }
}
