package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Op;
import keras4j.ops.Scope;
import keras4j.ops.Symbol;

/**
 * A call of an op with the ops before it whose values have no axis of the batch: what reads and gives only values that have one,
 * as layers do. Not for users.
 */
public final class JoinedOps extends Layer<JoinedOps> {
    private final Op op;
    private final List<Symbol> given;
    private final List<Symbol> reads;

    /** @param given what the op is called with, in a model that is being described */
    JoinedOps(Op op, List<Symbol> given) {
        this.op = op;
        this.given = given;
        Set<Symbol> found = new LinkedHashSet<>();
        given.forEach(symbol -> addReads(symbol, found));
        reads = List.copyOf(found);
    }

    private static void addReads(Symbol symbol, Set<Symbol> into) {
        if (symbol.isOfBatch()) {
            into.add(symbol);
        } else {
            symbol.inputs().forEach(input -> addReads(input, into));
        }
    }

    /** The values with an axis of the batch from which it follows. */
    public List<Symbol> reads() {
        return reads;
    }

    /**
     * Looks whether each random number without an axis of the batch has one reader only, for what runs layers one by one.
     *
     * @throws KerasException if some are read by several: these would have numbers of their own
     */
    public static void checkDrawnOnce(String where, List<? extends Layer<?>> layers) {
        Map<Symbol, Layer<?>> readers = new HashMap<>();
        for (Layer<?> layer : layers) {
            Set<Symbol> drawn = new LinkedHashSet<>();
            if (layer instanceof JoinedOps joined) {
                joined.given.forEach(symbol -> addDrawn(symbol, drawn));
            }
            for (Symbol symbol : drawn) {
                Layer<?> other = readers.putIfAbsent(symbol, layer);
                if (other != null) {
                    throw KerasException.expected(
                            where,
                            "random numbers without an axis of the batch each of which one op reads; the default engine takes others",
                            Layer.of(symbol) + ", read by " + other + " and " + layer);
                }
            }
        }
    }

    private static void addDrawn(Symbol symbol, Set<Symbol> into) {
        if (!symbol.isOfBatch()) {
            if (((OpLayer) of(symbol)).op(symbol.origin()).module().endsWith(".random")) {
                into.add(symbol.origin());
            }
            symbol.inputs().forEach(input -> addDrawn(input, into));
        }
    }

    @Override
    protected String className() {
        return op.className();
    }

    @Override
    protected void config(Config config) {
        throw KerasException.expected(className(), "a layer, of which files of this kind are made", "ops");
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        return outputs(inputs);
    }

    private List<Symbol> outputs(List<Symbol> inputs) {
        Map<Symbol, Symbol> values = new HashMap<>();
        for (int i = 0; i < reads.size(); i++) {
            values.put(reads.get(i), inputs.get(i));
        }
        return op.with(values(inputs.get(0).scope(), given, values)).call();
    }

    /** What symbols of a model that is being described are in a trace, or in another model. */
    private static List<Symbol> values(Scope scope, List<Symbol> symbols, Map<Symbol, Symbol> values) {
        List<Symbol> all = new ArrayList<>();
        for (Symbol symbol : symbols) {
            if (!values.containsKey(symbol)) {
                Symbol call = symbol.origin();
                List<Symbol> reads = values(scope, call.inputs(), values);
                List<Symbol> made = scope instanceof LayerTrace trace
                        ? trace.once(call, reads)
                        : ((OpLayer) of(call)).op(call).with(reads).call();
                symbol.outputs().forEach(output -> values.put(output, made.get(output.output())));
            }
            all.add(values.get(symbol));
        }
        return all;
    }

    /** The shapes of the outputs, with all axes, for samples of these shapes and so many of them. */
    List<Shape> shapes(List<Shape> samples, int batch) {
        LayerTrace trace = new LayerTrace(false);
        return outputs(samples.stream()
                        .map(shape -> trace.input(shape.withFirst(batch)))
                        .toList())
                .stream()
                .map(Symbol::shape)
                .toList();
    }
}
