package keras4j.ops;

import keras4j.internal.kernels.View;

/** Of windows as they stand: the places of samples and windows, and the places of numbers within a window; channels aside. */
record WindowPlaces(int[] windows, int[] inside) {
    static WindowPlaces of(View view, int axes) {
        return new WindowPlaces(along(view, 0, 1 + axes), along(view, 1 + axes, 1 + 2 * axes));
    }

    /** All places along some axes, relative to the first. */
    private static int[] along(View view, int from, int to) {
        int count = 1;
        for (int i = from; i < to; i++) {
            count *= view.shape().dim(i);
        }
        int[] places = new int[count];
        for (int p = 0; p < count; p++) {
            for (int i = to - 1, left = p; i >= from; left /= view.shape().dim(i), i--) {
                places[p] += left % view.shape().dim(i) * view.stride(i);
            }
        }
        return places;
    }
}
