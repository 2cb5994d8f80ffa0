package keras4j.core;

/**
 * A part of an array.
 *
 * @param from its first index
 * @param to the index behind its last
 */
public record Span(int from, int to) {
    /** The number of elements. */
    public int length() {
        return to - from;
    }
}
