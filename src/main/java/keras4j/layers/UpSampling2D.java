package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Images so many times as large: (batch, height, width, channels) to (batch, size * height, size * width, channels), or with
 * channels first. Keras: {@code UpSampling2D}.
 */
public final class UpSampling2D extends Layer<UpSampling2D> {
    private int[] size = {2, 2};
    private Images dataFormat = Images.CHANNELS_LAST;
    private Interpolation interpolation = Interpolation.NEAREST;

    /** Twice as large. */
    public UpSampling2D() {}

    /**
     * @param size the factors of height and width, or one for both
     * @throws KerasException if they are not positive
     */
    public UpSampling2D(int... size) {
        this.size = Pairs.of("UpSampling2D.size", 2, size);
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public UpSampling2D dataFormat(String value) {
        return set(() -> dataFormat = Images.of("UpSampling2D.dataFormat", value));
    }

    /** "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5"; nearest unless given. */
    public UpSampling2D interpolation(String value) {
        return set(() -> interpolation = Interpolation.of("UpSampling2D.interpolation", value));
    }

    @Override
    protected void config(Config config) {
        size = Pairs.config(config, "UpSampling2D", "size", 2, size);
        dataFormat = Images.config(config, "UpSampling2D", dataFormat);
        interpolation = Interpolation.config(config, "UpSampling2D", interpolation);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        dataFormat.check("UpSampling2D", 2, x);
        Symbol image = dataFormat.toLast(x);
        if (interpolation == Interpolation.NEAREST) {
            return dataFormat.fromLast(Ops.repeat(Ops.repeat(image, size[0], 1), size[1], 2));
        }
        List<Integer> to =
                List.of(Math.multiplyExact(size[0], image.dim(1)), Math.multiplyExact(size[1], image.dim(2)));
        return dataFormat.fromLast(Ops.resize(image, to, interpolation.text()));
    }
}
