package keras4j.internal.dl4j;

import java.util.List;
import keras4j.core.Shape;

/**
 * The masks of a call that DL4J hosts.
 *
 * @param shapes those of one sample of the masks that it reads, which stand behind its inputs
 * @param places for each input which of all these is its mask, -1 for none; null if it reads none
 * @param found the outputs whose masks stand behind all outputs; null if there are none
 */
record HostedMasks(List<Shape> shapes, int[] places, int[] found) {
    static final HostedMasks NONE = new HostedMasks(List.of(), null, null);
}
