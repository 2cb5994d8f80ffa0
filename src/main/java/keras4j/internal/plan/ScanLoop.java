package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Shape;
import keras4j.internal.kernels.Blas;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.View;
import keras4j.ops.Gradients;
import keras4j.ops.Scan;
import keras4j.ops.ScanBody;
import keras4j.ops.Symbol;

/** Runs a {@link Scan}: a plan of one step, and copies of what it reads and leaves. */
final class ScanLoop implements Kernel {
    /** Factors of products of at least so many numbers are brought to native memory once, not at each step. */
    private static final int MIN_NATIVE = 1_024;

    /** A copy whose place in a sequence moves with the steps. */
    private record Move(Copying copying, int from, int fromStep, int to, int toStep) {
        void run(int step) {
            copying.run(from + step * fromStep, to + step * toStep);
        }
    }

    private final Scan scan;
    private final Plan plan;
    private final Kernel[] begin;
    private final Kernel[] next;
    private final Kernel[] end;
    private final Move[] reads;
    private final Move[] writes;

    ScanLoop(Scan scan, View[] x, View[] y) {
        this.scan = scan;
        ScanBody body = scan.body();
        int xs = body.xs().size();
        int states = body.states().size();
        List<Symbol> stacked = scan.stacked();
        Set<Symbol> ends = new HashSet<>(body.next());
        List<Symbol> wanted = new ArrayList<>(body.next());
        for (int i = 0; i < stacked.size(); i++) {
            if (y[states + i] != null && ends.add(stacked.get(i))) {
                wanted.add(stacked.get(i));
            }
        }
        wanted = new ArrayList<>(new LinkedHashSet<>(wanted));
        Set<Symbol> read = new HashSet<>(Gradients.order(wanted));
        List<Symbol> factors = body.factors();
        Map<Symbol, View> places = new HashMap<>();
        List<Kernel> first = new ArrayList<>();
        List<Kernel> last = new ArrayList<>();
        List<Move> in = new ArrayList<>();
        for (int i = 0; i < xs; i++) {
            Symbol leaf = body.xs().get(i);
            if (read.contains(leaf)) {
                View place = place(leaf.shape(), false);
                places.put(leaf, place);
                in.add(new Move(new Copying(cut(x[i], 0), place), x[i].offset(), x[i].stride(0), 0, 0));
            }
        }
        for (int i = 0; i < states; i++) {
            Symbol leaf = body.states().get(i);
            View place = place(leaf.shape(), false);
            places.put(leaf, place);
            first.add(new Copying(x[xs + i], place));
            if (y[i] != null) {
                last.add(new Copying(place, y[i]));
            }
        }
        for (int i = 0; i < body.taken().size(); i++) {
            Symbol leaf = body.taken().get(i);
            View given = x[xs + states + i];
            if (leaf.shape().size() >= MIN_NATIVE && factors.contains(leaf) && Blas.isThere()) {
                View place = place(leaf.shape(), true);
                first.add(new Copying(given, place));
                given = place;
            }
            places.put(leaf, given);
        }
        plan = new Plan(new Arena(), places, wanted, List.of(), Plan.Mode.FUSED);
        List<Kernel> between = new ArrayList<>();
        List<Kernel> after = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Symbol state = body.next().get(i);
            View made = plan.view(state);
            if (body.states().contains(state)) { // which is about to change itself
                made = place(state.shape(), false);
                between.add(new Copying(plan.view(state), made));
            }
            after.add(new Copying(made, places.get(body.states().get(i))));
        }
        between.addAll(after);
        List<Move> out = new ArrayList<>();
        for (int i = 0; i < stacked.size(); i++) {
            View to = y[states + i];
            if (to != null) {
                int axis = scan.axis(i);
                View from = plan.view(stacked.get(i));
                out.add(new Move(new Copying(from, cut(to, axis)), from.offset(), 0, to.offset(), to.stride(axis)));
            }
        }
        begin = first.toArray(Kernel[]::new);
        next = between.toArray(Kernel[]::new);
        end = last.toArray(Kernel[]::new);
        reads = in.toArray(Move[]::new);
        writes = out.toArray(Move[]::new);
    }

    private static View place(Shape shape, boolean isNative) {
        Buffer buffer = isNative ? Buffer.ofNative() : Buffer.ofArray();
        buffer.reserve(shape.size());
        return View.of(buffer, shape);
    }

    /** A sequence at its first step. */
    private static View cut(View sequence, int axis) {
        int[] dims = new int[sequence.shape().rank() - 1];
        int[] strides = new int[dims.length];
        Arrays.setAll(dims, i -> sequence.shape().dim(i < axis ? i : i + 1));
        Arrays.setAll(strides, i -> sequence.stride(i < axis ? i : i + 1));
        return sequence.with(sequence.offset(), Shape.of(dims), strides);
    }

    @Override
    public void run() {
        run(begin);
        for (int i = 0; i < scan.steps(); i++) {
            int step = scan.isReverse() ? scan.steps() - 1 - i : i;
            for (Move read : reads) {
                read.run(step);
            }
            scan.seedStep(step);
            plan.runFirst();
            for (Move write : writes) {
                write.run(step);
            }
            run(next);
        }
        run(end);
    }

    private static void run(Kernel[] kernels) {
        for (Kernel kernel : kernels) {
            kernel.run();
        }
    }
}
