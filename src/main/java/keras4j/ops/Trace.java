package keras4j.ops;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;

/**
 * What a model computes for batches of certain shapes, in training or in inference, as calls of primitives. An equal call is made
 * once.
 */
public class Trace implements Scope {
    /** Its hash is that of the primitive's class: a record's own is slow to come by when a process begins. */
    private record Key(Primitive primitive, List<Symbol> inputs) {
        @Override
        public int hashCode() {
            return primitive.getClass().hashCode() * 31 + inputs.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && inputs.equals(key.inputs) && primitive.equals(key.primitive);
        }
    }

    private final boolean training;
    private final boolean export;
    /** How many traces it stands inside of. */
    private final int depth;

    private final Map<Key, List<Symbol>> calls = new HashMap<>();
    private final Map<Symbol, Symbol> assigned = new LinkedHashMap<>();
    private final Map<Symbol, Symbol> logits = new HashMap<>();

    public Trace(boolean training) {
        this(training, false);
    }

    /** @param export whether it is to be written down for others to run */
    protected Trace(boolean training, boolean export) {
        this(training, export, 0);
    }

    /** One inside of another. */
    protected Trace(Trace outer) {
        this(outer.training, outer.export, outer.depth + 1);
    }

    private Trace(boolean training, boolean export, int depth) {
        this.training = training;
        this.export = export;
        this.depth = depth;
    }

    /** A trace of what is done again and again inside of this one, such as the steps of a {@link Scan}. */
    protected Trace inner() {
        return new Trace(this);
    }

    /** The innermost of the traces of some symbols; null if none has one. */
    static Trace of(List<Symbol> symbols) {
        Trace innermost = null;
        for (Symbol symbol : symbols) {
            if (symbol.scope() instanceof Trace trace && (innermost == null || trace.depth > innermost.depth)) {
                innermost = trace;
            }
        }
        return innermost;
    }

    /** Whether it is one of training. */
    public boolean isTraining() {
        return training;
    }

    /** Whether a symbol is to be written down: what others have one operator for is one primitive then, however it runs here. */
    static boolean isExport(Symbol x) {
        return x.scope() instanceof Trace trace && trace.export;
    }

    /** A value that comes from outside: an input. */
    public Symbol input(Shape shape) {
        return Symbol.leaf(this, shape);
    }

    @Override
    public List<Symbol> call(Op op, List<Symbol> inputs) {
        List<Symbol> outputs = op.expand();
        if (op.keepsLogits()) {
            logits.put(outputs.get(0), inputs.get(0));
        }
        return outputs;
    }

    /** What a value is the sigmoid or softmax of; the value itself if it is neither. */
    public final Symbol logits(Symbol value) {
        return logits.getOrDefault(value, value);
    }

    /** The same numbers as another symbol, for what is said of one of the two only. */
    protected final Symbol again(Symbol x) {
        Symbol other =
                Symbol.made(x.scope(), new Views.Reshape(x.shape()), List.of(x)).get(0);
        if (logits.containsKey(x)) {
            logits.put(other, logits.get(x));
        }
        return other;
    }

    List<Symbol> call(Primitive primitive, List<Symbol> inputs) {
        if (primitive.isUnique()) {
            return Symbol.made(this, primitive, inputs);
        }
        Key key = new Key(primitive, inputs);
        List<Symbol> known = calls.get(key);
        if (known == null) {
            known = Symbol.made(this, primitive, inputs);
            calls.put(key, known);
        }
        return known;
    }

    /** The same numbers with other axes, row-major. */
    protected static Symbol reshape(Symbol x, Shape to) {
        return Primitives.reshape(x, to);
    }

    /** Whether y is the same numbers as x, row-major, with the same or other axes. */
    protected static boolean isReshaped(Symbol x, Symbol y) {
        return y == x || y.operation() instanceof Views.Reshape && y.inputs().get(0) == x;
    }

    /** So many places along an axis, from one on. */
    protected static Symbol cut(Symbol x, int axis, int from, int length) {
        return Primitives.slice(x, axis, from, 1, length);
    }

    /** Says that a state is to have this value after the step. */
    public void assign(Symbol state, Symbol value) {
        assigned.put(state, value);
    }

    /** What the states are to have after the step. */
    public Map<Symbol, Symbol> assigned() {
        return assigned;
    }
}
