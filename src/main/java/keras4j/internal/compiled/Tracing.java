package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.graph.Slot;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** A {@link Program}'s steps as calls of primitives in a trace. */
final class Tracing {
    private final Program program;
    private final Trace trace;
    private final Map<Slot, Symbol> weights = new HashMap<>();
    private final List<Symbol> values;
    private final List<Symbol> trained = new ArrayList<>();
    private final List<View> gradientPlaces = new ArrayList<>();

    /** @param inputs the network's, with the axis of the batch */
    Tracing(Program program, Trace trace, List<Symbol> inputs) {
        this.program = program;
        this.trace = trace;
        for (Slot slot : program.network().slots()) {
            weights.put(slot, Symbol.weight(slot.spec().shape()));
        }
        values = new ArrayList<>(inputs);
        program.steps().forEach(this::add);
        for (Slot slot : program.network().trainable()) {
            trained.add(weights.get(slot));
            gradientPlaces.add(View.of(
                    program.flat().gradients(), slot.offset(), slot.spec().shape()));
        }
    }

    private void add(Step step) {
        List<Symbol> inputs = new ArrayList<>();
        for (int read : step.reads()) {
            inputs.add(values.get(read));
        }
        step.weights().forEach(slot -> inputs.add(weights.get(slot)));
        values.add(Primitive.call(new KernelCall(step, program.flat(), trace.isTraining()), inputs)
                .get(0));
    }

    /** Says where the weights stand. */
    void place(Map<Symbol, View> places) {
        weights.forEach((slot, symbol) -> places.put(
                symbol,
                View.of(program.flat().weights(), slot.offset(), slot.spec().shape())));
    }

    /** The value with this number. */
    Symbol value(int number) {
        return values.get(number);
    }

    /** The weights that gradients train. */
    List<Symbol> trained() {
        return trained;
    }

    /** Where the gradient of one of these is to stand. */
    View gradientPlace(int index) {
        return gradientPlaces.get(index);
    }
}
