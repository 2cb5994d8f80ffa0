package keras4j.internal.dl4j;

import java.util.ArrayList;
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

    /** Those that the node of a value reads and finds. */
    static HostedMasks of(MaskFlow masks, int value) {
        List<MaskFlow.Source> read = masks.readBy(value);
        List<Shape> shapes = new ArrayList<>();
        int[] places = new int[read.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = read.get(i) == null ? -1 : places.length + shapes.size();
            if (read.get(i) != null) {
                shapes.add(read.get(i).shape());
            }
        }
        int[] made = masks.found(value).stream().mapToInt(Integer::intValue).toArray();
        return new HostedMasks(shapes, shapes.isEmpty() ? null : places, made.length == 0 ? null : made);
    }
}
