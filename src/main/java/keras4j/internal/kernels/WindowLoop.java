package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.Parallel;

/** A loop over all positions of a {@link Window} on some images. */
abstract class WindowLoop implements Kernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;

    private final Window window;
    private final int images;
    private final View ofImages;
    private final boolean clears;
    private final int[][] places = new int[Parallel.PARTS][];
    private final Parallel parallel;

    /**
     * @param ofImages the images, or their gradients
     * @param clears whether each is set to 0 before its windows
     */
    WindowLoop(Window window, View ofImages, boolean clears) {
        this.window = window;
        this.ofImages = ofImages;
        this.clears = clears;
        images = ofImages.size() / window.imageSize();
        parallel = new Parallel(this::images, Math.max(1, LEAST / window.imageSize()));
        for (int part = 0; part < places.length; part++) {
            places[part] = new int[window.maxPlaces()];
        }
    }

    @Override
    public final void run() {
        parallel.run(0, images);
    }

    private void images(int part, int from, int to) {
        for (int i = from; i < to; i++) {
            int image = i * window.imageSize();
            if (clears) {
                int begin = ofImages.offset() + image;
                Arrays.fill(ofImages.array(), begin, begin + window.imageSize(), 0);
            }
            for (int position = 0; position < window.positions(); position++) {
                int count = window.places(position, places[part]);
                int at = (i * window.positions() + position) * window.channels();
                window(places[part], count, image, at, window.channels());
            }
        }
    }

    /**
     * What is done at one position.
     *
     * @param places so many channels begin at each of the first of these
     * @param image where the image begins
     * @param at where those begin that belong to the position
     */
    abstract void window(int[] places, int count, int image, int at, int channels);
}
