package keras4j.internal.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** How a value is to stand whose axes its only reader has in another order: so that what that reader sees is row-major. */
final class Strides {
    private Strides() {}

    /**
     * @param readers the calls that read a value
     * @param ends what has a place of its own
     * @return the distances along its axes; null for row-major
     */
    static int[] of(Symbol value, Map<Symbol, List<Symbol>> readers, Set<Symbol> ends) {
        if (!(value.operation() instanceof Primitive made)) {
            return null;
        }
        View stands = View.of(Buffer.ofArray(), value.shape());
        View seen = stands;
        Symbol at = value;
        while (!ends.contains(at) && readers.getOrDefault(at, List.of()).size() == 1) {
            at = readers.get(at).get(0);
            View next = at.operation() instanceof Primitive look && look.isView() ? look.view(seen, at.shape()) : null;
            if (next == null
                    || ends.contains(at)
                    || next.shape().rank() != value.rank()
                    || next.size() != seen.size()) {
                break;
            }
            seen = next;
        }
        int[] strides = seen.isContiguous() ? null : back(stands, seen);
        return strides != null && made.writes(stands.with(0, value.shape(), strides)) ? strides : null;
    }

    /** The strides that make what is seen row-major; null if it is not the same axes in another order. */
    private static int[] back(View stands, View seen) {
        Shape shape = stands.shape();
        View wanted = View.of(seen.buffer(), seen.shape());
        int[] strides = new int[shape.rank()];
        boolean[] isTaken = new boolean[strides.length];
        for (int axis = 0; axis < strides.length; axis++) {
            int other = 0;
            while (other < strides.length && (isTaken[other] || !isSame(stands, axis, seen, other))) {
                other++;
            }
            if (other == strides.length) {
                return null;
            }
            isTaken[other] = true;
            strides[axis] = wanted.stride(other);
        }
        return strides;
    }

    private static boolean isSame(View one, int axis, View other, int otherAxis) {
        return one.stride(axis) == other.stride(otherAxis)
                && one.shape().dim(axis) == other.shape().dim(otherAxis);
    }
}
