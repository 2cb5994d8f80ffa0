package keras4j.ops;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    private static final ThreadLocal<Trace> DESCRIBED = new ThreadLocal<>();

    private boolean training;
    private final boolean export;
    /** How many traces it stands inside of. */
    private final int depth;

    private final Map<Key, List<Symbol>> calls = new HashMap<>();
    private final Map<Symbol, Symbol> assigned = new LinkedHashMap<>();
    private final Map<Symbol, Symbol> logits = new HashMap<>();
    /** Null in a trace in which no weights change. */
    private final Stages stages;

    public Trace(boolean training) {
        this(training, false, false);
    }

    /**
     * @param export whether it is to be written down for others to run
     * @param staged whether weights change between its {@link #stages}
     */
    protected Trace(boolean training, boolean export, boolean staged) {
        this.training = training;
        this.export = export;
        depth = 0;
        stages = staged ? new Stages(this) : null;
    }

    /** One inside of another. */
    protected Trace(Trace outer) {
        training = outer.training;
        export = outer.export;
        depth = outer.depth + 1;
        stages = null;
    }

    /** A trace of what is done again and again inside of this one, such as the steps of a {@link Scan}. */
    protected Trace inner() {
        return new Trace(this);
    }

    /** The stages between which weights change; null for a trace without. */
    public final Stages stages() {
        return stages;
    }

    /** Describes something in this trace: what is made there of weights alone, or by chance, belongs to it. */
    public final <T> T describe(Supplier<T> description) {
        Trace before = DESCRIBED.get();
        DESCRIBED.set(this);
        try {
            return description.get();
        } finally {
            DESCRIBED.set(before);
        }
    }

    /** The trace in which this thread describes something; null for none. */
    public static Trace described() {
        return DESCRIBED.get();
    }

    /** The innermost of the traces of some symbols; that which is being described if there are only weights; else null. */
    static Trace of(List<Symbol> symbols) {
        Trace innermost = null;
        for (Symbol symbol : symbols) {
            if (symbol.scope() instanceof Trace trace && (innermost == null || trace.depth > innermost.depth)) {
                innermost = trace;
            }
        }
        boolean isOfWeights =
                innermost == null && described() != null && symbols.stream().anyMatch(symbol -> !symbol.isConstant());
        return isOfWeights ? described() : innermost;
    }

    /** Whether it is one of training. */
    public boolean isTraining() {
        return training;
    }

    protected final void setTraining(boolean value) {
        training = value;
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
        if (stages != null) {
            stages.made(other);
        }
        return other;
    }

    List<Symbol> call(Primitive primitive, List<Symbol> inputs) {
        List<Symbol> now = stages == null ? inputs : stages.now(inputs);
        Key key = new Key(primitive, now);
        List<Symbol> known = primitive.isUnique() ? null : calls.get(key);
        if (known == null) {
            known = Symbol.made(this, primitive, now);
            calls.put(key, known);
            if (stages != null) {
                stages.made(known.get(0));
            }
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
