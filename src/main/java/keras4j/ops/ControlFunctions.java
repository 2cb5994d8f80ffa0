package keras4j.ops;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;

/** Keras's ops that call functions of ops. */
abstract class ControlFunctions extends RandomFunctions {
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
