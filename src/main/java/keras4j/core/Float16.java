package keras4j.core;

/** Numbers of two bytes, in files of others. Not for users. */
public final class Float16 {
    private Float16() {}

    /** The number with these bits in IEEE 754's binary16. */
    public static float ofHalf(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb(1024f + fraction, exponent - 25);
        };
        return bits < 0 ? -size : size;
    }

    /** The number with these bits in bfloat16, the upper half of a float32. */
    public static float ofBrain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
