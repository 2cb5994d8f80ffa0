package keras4j.data;

import keras4j.core.KerasException;

/** Looks at arrays of samples that users give, and brings them into a row. */
final class Samples {
    private Samples() {}

    static <T> T notNull(String name, T array) {
        return KerasException.notNull(name, "an array", array);
    }

    /** @throws KerasException naming sample and place of the first NaN or infinite number */
    static void checkFinite(String name, float[] values, int size) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                String place = name + ", row " + i / size + ", column " + i % size;
                throw KerasException.expected(place, "a finite number", values[i]);
            }
        }
    }
}
