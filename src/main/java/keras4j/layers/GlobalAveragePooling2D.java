package keras4j.layers;

/**
 * The mean of each channel of an image: (batch, height, width, channels) to (batch, channels), see {@link GlobalPooling}. Keras: {@code GlobalAveragePooling2D}.
 */
public final class GlobalAveragePooling2D extends GlobalPooling<GlobalAveragePooling2D> {
    public GlobalAveragePooling2D() {
        super(Pooled.AVERAGE, 2);
    }
}
