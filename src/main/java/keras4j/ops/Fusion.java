package keras4j.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls that one kernel makes together with the one before them, where nobody else reads what stands between. */
public final class Fusion {
    private final Map<Symbol, Integer> readers = new HashMap<>();
    private final Map<Symbol, Symbol> made = new HashMap<>();

    private Fusion() {}

    /**
     * The same values, made of fewer calls; before gradients are made of them.
     *
     * @param ends all that is to be computed
     */
    public static List<Symbol> of(List<Symbol> ends) {
        Map<Symbol, Symbol> made = all(ends);
        return ends.stream().map(made::get).toList();
    }

    /** The same for all values that the ends need. */
    static Map<Symbol, Symbol> all(List<Symbol> ends) {
        Fusion fusion = new Fusion();
        List<Symbol> order = Gradients.order(ends);
        ends.forEach(fusion::isRead);
        order.forEach(call -> call.inputs().forEach(fusion::isRead));
        order.forEach(fusion::make);
        return fusion.made;
    }

    private void isRead(Symbol symbol) {
        readers.merge(symbol, 1, Integer::sum);
    }

    private List<Symbol> made(List<Symbol> symbols) {
        return symbols.stream().map(made::get).toList();
    }

    private void make(Symbol call) {
        List<Symbol> inputs = made(call.inputs());
        List<Symbol> outputs = outputs(call, inputs);
        for (int i = 0; i < call.outputs().size(); i++) {
            made.put(call.outputs().get(i), outputs.get(i));
        }
    }

    private List<Symbol> outputs(Symbol call, List<Symbol> inputs) {
        if (inputs.isEmpty()) {
            return call.outputs();
        }
        Primitive primitive = (Primitive) call.operation();
        boolean isOnlyReader = readers.get(call.inputs().get(0)) == 1;
        List<Symbol> both = isOnlyReader ? primitive.with(inputs.get(0)) : null;
        if (both != null) {
            return both;
        }
        return inputs.equals(call.inputs()) ? call.outputs() : Primitives.calls(primitive, inputs);
    }
}
