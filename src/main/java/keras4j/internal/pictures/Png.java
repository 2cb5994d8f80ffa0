package keras4j.internal.pictures;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Pictures as PNG files (ISO 15948): 8 bits for each of their channels. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final double METRES_PER_INCH = 0.0254;

    private Png() {}

    /**
     * A file.
     *
     * @param channels 1 for grey, 3 for red, green and blue, 4 with opacity
     * @param pixels row after row, each pixel's channels together
     * @param dpi dots an inch; 0 if that is not to be said
     */
    public static byte[] encode(int width, int height, int channels, byte[] pixels, int dpi) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height, channels));
            if (dpi > 0) {
                chunk(out, "pHYs", resolution((int) Math.round(dpi / METRES_PER_INCH)));
            }
            chunk(out, "IDAT", compressed(width * channels, height, pixels));
            chunk(out, "IEND", new byte[0]);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header(int width, int height, int channels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.writeByte(8);
        out.writeByte(channels == 1 ? 0 : channels == 3 ? 2 : 6);
        out.write(new byte[3]); // the only compression and filters there are, no interlacing
        return bytes.toByteArray();
    }

    private static byte[] resolution(int dotsPerMetre) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(dotsPerMetre);
        out.writeInt(dotsPerMetre);
        out.writeByte(1);
        return bytes.toByteArray();
    }

    /** Each row as what differs from the one above, which is mostly nothing. */
    private static byte[] compressed(int length, int height, byte[] pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        byte[] row = new byte[length + 1];
        row[0] = 2;
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            for (int y = 0; y < height; y++) {
                for (int i = 0; i < length; i++) {
                    int above = y == 0 ? 0 : pixels[(y - 1) * length + i];
                    row[i + 1] = (byte) (pixels[y * length + i] - above);
                }
                out.write(row);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }
}
