package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;

/** Keras's ops that call functions of ops. */
abstract class ControlOps extends RandomOps {
    static void define() {
        OpDefinition.defineAll("core", "Scan", "f init xs", a -> {
            Scan.Result made =
                    Scan.of((Scan.Cell) a.value("f"), a.symbols("xs"), a.symbols("init"), a.flag("reverse"), 0);
            List<Symbol> all = new ArrayList<>(made.states());
            all.addAll(made.outputs());
            return all;
        });
        OpDefinition.define("core", "Map", "f xs", a -> {
            @SuppressWarnings("unchecked")
            UnaryOperator<Symbol> f = (UnaryOperator<Symbol>) a.value("f");
            Scan.Cell cell = (xs, states) -> new Scan.Step(List.of(f.apply(xs.get(0))), List.of());
            return Scan.of(cell, List.of(a.symbol("xs")), List.of(), false, 0)
                    .outputs()
                    .get(0);
        });
    }

    /**
     * Runs a cell along the first axis of the sequences.
     *
     * @param init the states before the first step
     * @param reverse whether the last step comes first
     */
    public static Scan.Result scan(Scan.Cell f, List<Symbol> init, List<Symbol> xs, boolean reverse) {
        if (init.isEmpty() || xs.isEmpty()) {
            throw KerasException.expected("scan", "states and sequences", init + " and " + xs);
        }
        List<Symbol> all = Op.calls("Scan", "f", f, "init", init, "xs", xs, "reverse", reverse);
        return new Scan.Result(all.subList(init.size(), all.size()), all.subList(0, init.size()));
    }

    /** What a function makes of each place of the first axis, along a new first axis. */
    public static Symbol map(UnaryOperator<Symbol> f, Symbol xs) {
        return Op.call("Map", "f", f, "xs", xs);
    }

    /** What one of two functions gives: the other is not called. */
    public static Symbol cond(boolean pred, Supplier<Symbol> trueFn, Supplier<Symbol> falseFn) {
        return pred ? trueFn.get() : falseFn.get();
    }
}
