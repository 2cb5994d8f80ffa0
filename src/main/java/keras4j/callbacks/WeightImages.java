package keras4j.callbacks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import keras4j.data.Npy;
import keras4j.internal.events.Summaries;
import keras4j.internal.pictures.Png;
import keras4j.internal.protobuf.ProtoMessage;

/** A weight as grey images, 0 being black and 1 white: a column, a matrix that is wider than high, or the first kernels of a convolution. */
final class WeightImages {
    private static final int MAX_IMAGES = 3;

    private WeightImages() {}

    /** Empty if it has other axes than an image can have. */
    static Optional<ProtoMessage> of(String tag, Npy weight) {
        int[] axes = Arrays.stream(weight.shape().lengths())
                .mapToInt(length -> (int) length)
                .filter(length -> length != 1)
                .toArray();
        float[] values = weight.values();
        return switch (axes.length) {
            case 1 -> Optional.of(image(tag, values, 1, axes[0], new int[] {0}, 1, 1));
            case 2 -> {
                boolean isHigh = axes[0] > axes[1];
                int width = Math.max(axes[0], axes[1]);
                int height = Math.min(axes[0], axes[1]);
                yield Optional.of(
                        image(tag, values, width, height, new int[] {0}, isHigh ? axes[1] : 1, isHigh ? 1 : axes[1]));
            }
            case 3 -> {
                int[] firsts = new int[Math.min(MAX_IMAGES, axes[2])];
                Arrays.setAll(firsts, i -> i);
                yield Optional.of(image(tag, values, axes[1], axes[0], firsts, axes[2], axes[1] * axes[2]));
            }
            default -> Optional.empty();
        };
    }

    /**
     * Images of one size.
     *
     * @param firsts where the first number of each is
     * @param right how far apart numbers are that are side by side
     * @param down how far apart those are that are below each other
     */
    private static ProtoMessage image(
            String tag, float[] values, int width, int height, int[] firsts, int right, int down) {
        List<byte[]> files = new ArrayList<>();
        for (int first : firsts) {
            byte[] pixels = new byte[width * height];
            for (int i = 0; i < pixels.length; i++) {
                float value = values[first + i / width * down + i % width * right];
                pixels[i] = (byte) Math.min(255, Math.max(0, (int) (value * 255.5f)));
            }
            files.add(Png.encode(width, height, 1, pixels, 0));
        }
        return Summaries.images(tag, width, height, files);
    }
}
