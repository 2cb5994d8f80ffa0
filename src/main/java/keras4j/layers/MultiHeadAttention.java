package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Heads that each look at other parts of a value: query, key and value are projected for each of them, softmax(query . key /
 * sqrt(keyDim)) weighs the places of the value, and what the heads find is projected to the output. Query (batch, time, size), value
 * and key (batch, places, size) to (batch, time, size of the query). Vaswani et al., "Attention Is All You Need", 2017. Keras: {@code
 * MultiHeadAttention}.
 */
public final class MultiHeadAttention extends KernelAndBias<MultiHeadAttention>
        implements HasKernel<MultiHeadAttention> {
    private static final String LABELS = "abcdefghijklmnopqrstuvwxyz";

    private EinsumDense queryDense;
    private EinsumDense keyDense;
    private EinsumDense gateDense;
    private EinsumDense valueDense;
    private EinsumDense outputDense;

    private int numHeads;
    private int keyDim;
    private int valueDim;
    private double dropout;
    private boolean useBias = true;
    private int[] outputShape;
    private int[] attentionAxes;
    private Integer slidingWindow;
    private boolean useGate;
    private final LayerSeed seed = new LayerSeed();

    MultiHeadAttention() {
        super("kernel");
    }

    /**
     * @param keyDim the length of query and key in each head
     * @throws KerasException if one is not positive
     */
    public MultiHeadAttention(int numHeads, int keyDim) {
        this();
        this.numHeads = Numbers.positive("MultiHeadAttention.numHeads", numHeads);
        this.keyDim = Numbers.positive("MultiHeadAttention.keyDim", keyDim);
    }

    /** The length of the value in each head; that of the key unless given. */
    public MultiHeadAttention valueDim(int value) {
        return set(() -> valueDim = Numbers.positive("MultiHeadAttention.valueDim", value));
    }

    /** In training, the part of the weights of places that become 0; 0 unless given. */
    public MultiHeadAttention dropout(double rate) {
        return set(() -> dropout = Numbers.rate("MultiHeadAttention.dropout", rate));
    }

    /** Whether biases are added; true unless given. */
    public MultiHeadAttention useBias(boolean value) {
        return set(() -> useBias = value);
    }

    /** The lengths of the output's last axes, in place of the query's last; those of the query unless given. */
    public MultiHeadAttention outputShape(int... lengths) {
        int[] copy = lengths.clone();
        if (copy.length == 0) {
            throw KerasException.expected("MultiHeadAttention.outputShape", "at least one length", "none");
        }
        for (int length : copy) {
            Numbers.positive("MultiHeadAttention.outputShape", length);
        }
        return set(() -> outputShape = copy);
    }

    /** The axes over which is looked, 0 being the batch's, negative from the end; all but the batch's and the last unless given. */
    public MultiHeadAttention attentionAxes(int... axes) {
        return set(() -> attentionAxes = axes.clone());
    }

    /** How far apart a place of the query and one of the value that it sees are less than; any distance unless given. */
    public MultiHeadAttention slidingWindow(int value) {
        return set(() -> slidingWindow = window(value));
    }

    /** Whether what the heads find is multiplied by a projection of the query, whose activation is a sigmoid; false unless given. */
    public MultiHeadAttention useGate(boolean value) {
        return set(() -> useGate = value);
    }

    private static Integer window(Integer value) {
        return value == null ? null : (Integer) Numbers.positive("MultiHeadAttention.slidingWindow", value);
    }

    /** The seed of this layer's own dropout; none unless given. */
    public MultiHeadAttention seed(long value) {
        return set(() -> seed.set(value));
    }

    /** What the layer gives for these, the value being the key, too. */
    public Symbol apply(Symbol query, Symbol value) {
        return query(query).value(value).apply();
    }

    /** The same with a key. */
    public Symbol apply(Symbol query, Symbol value, Symbol key) {
        return query(query).value(value).key(key).apply();
    }

    /** Begins a call with more arguments. */
    public AttentionCall query(Symbol query) {
        return new AttentionCall(this, query);
    }

    @Override
    protected List<String> inputNames() {
        return List.of("query", "value", "key");
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(
                "query_mask", "value_mask", "key_mask", "attention_mask", "return_attention_scores", "use_causal_mask");
    }

    @Override
    protected void config(Config config) {
        numHeads = Numbers.positive("MultiHeadAttention.numHeads", config.integer("num_heads", numHeads));
        keyDim = Numbers.positive("MultiHeadAttention.keyDim", config.integer("key_dim", keyDim));
        valueDim = Numbers.positive("MultiHeadAttention.valueDim", config.integer("value_dim", valueDim()));
        dropout = Numbers.rate("MultiHeadAttention.dropout", config.number("dropout", dropout));
        useBias = config.flag("use_bias", useBias);
        useGate = config.flag("use_gate", useGate);
        outputShape = config.optionalIntegers("output_shape", outputShape);
        attentionAxes = config.optionalIntegers("attention_axes", attentionAxes);
        slidingWindow = window(config.optionalInteger("sliding_window", slidingWindow));
        configKernelAndBias(config, null);
        seed.config(config);
    }

    private int valueDim() {
        return valueDim == 0 ? keyDim : valueDim;
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        check(inputs);
        int rank = inputs.get(0).rank();
        if (queryDense == null) {
            queryDense = part("query_dense", new EinsumDense().name("query"));
            keyDense = part("key_dense", new EinsumDense().name("key"));
            gateDense =
                    useGate ? part("gate_dense", new EinsumDense().name("gate").activation("sigmoid")) : null;
            valueDense = part("value_dense", new EinsumDense().name("value"));
            outputDense = part("output_dense", new EinsumDense().name("attention_output"));
        }
        project(queryDense, rank, 1, numHeads, keyDim);
        project(keyDense, rank, 1, numHeads, keyDim);
        if (useGate) {
            project(gateDense, rank, 1, numHeads, valueDim());
        }
        project(valueDense, rank, 1, numHeads, valueDim());
        project(
                outputDense,
                rank + 1,
                2,
                outputShape == null ? new int[] {inputs.get(0).last()} : outputShape);
        int[] axes = attentionAxes == null ? IntStream.range(1, rank - 1).toArray() : attentionAxes;
        attentionAxes =
                Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).toArray();
        if (axes.length == 0 || Arrays.stream(attentionAxes).anyMatch(axis -> axis < 1 || axis > rank - 2)) {
            throw expected("attentionAxes", "axes between the first and the last of " + rank, Arrays.toString(axes));
        }
    }

    private void check(List<Shape> inputs) {
        if (inputs.size() < 2 || inputs.size() > 3) {
            throw expected("inputs", "a query, a value, and maybe a key", inputs.size() + " inputs");
        }
        if (inputs.get(0).rank() < 3
                || inputs.stream()
                        .anyMatch(input -> input.rank() != inputs.get(0).rank())) {
            throw expected("inputs", "query, value and key of shape (batch, .., size), all with so many axes", inputs);
        }
        if (activityRegularizer() != null) {
            throw expected("activityRegularizer", "none, as Keras's is not of what the layer gives", "one");
        }
    }

    /** Makes a part one that sums over the last axes of its input, and has others in their place. */
    private void project(EinsumDense part, int rank, int summed, int... lengths) {
        try {
            Shape.of(lengths).withFirst(numHeads).withFirst(valueDim()).size();
        } catch (KerasException e) {
            throw e.in("MultiHeadAttention, its numHeads (num_heads), keyDim, valueDim and outputShape");
        }
        int free = rank - summed;
        String in = LABELS.substring(0, rank);
        String out = LABELS.substring(rank, rank + lengths.length);
        int[] all = new int[free - 1 + lengths.length];
        Arrays.fill(all, Shape.NONE);
        System.arraycopy(lengths, 0, all, free - 1, lengths.length);
        String equation = in + "," + in.substring(free) + out + "->" + in.substring(0, free) + out;
        part.form(equation, all, useBias ? out : null);
        part.kernelArguments().take(kernelArguments());
        part.biasArguments().take(biasArguments());
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        Symbol query = queryDense.apply(inputs.get(0));
        Symbol key = keyDense.apply(inputs.get(inputs.size() - 1));
        Symbol value = valueDense.apply(inputs.get(1));
        Symbol seen = seen(inputs, call);
        while (seen != null && seen.rank() < query.rank() + attentionAxes.length - 1) {
            seen = Ops.expandDims(seen, -2 * attentionAxes.length - 1);
        }
        double scale = 1 / Math.sqrt(keyDim);
        boolean withScores = call.flag("return_attention_scores");
        if (dropout == 0 && !withScores && query.rank() == 4) {
            Symbol found = Ops.dotProductAttention(query, key, value, null, seen, scale, false);
            return List.of(outputDense.apply(gated(found, inputs.get(0))));
        }
        String target = LABELS.substring(0, query.rank());
        String source = target;
        String first = target.substring(0, target.length() - 1);
        String of = "";
        String over = "";
        for (int axis : attentionAxes) {
            char label = target.charAt(axis);
            char other = LABELS.charAt(query.rank() + over.length());
            source = source.replace(label, other);
            first = first.replace(String.valueOf(label), "");
            of += label;
            over += other;
        }
        String product = first + of + over;
        Symbol scores = Ops.einsum(source + "," + target + "->" + product, key, query.times(scale));
        List<Integer> axes = IntStream.range(-over.length(), 0).boxed().toList();
        Symbol weights = Softmax.masked(scores, seen, axes);
        Symbol kept = call.training() && dropout > 0 ? Ops.dropout(weights, dropout, null, seed.generator()) : weights;
        Symbol found = Ops.einsum(product + "," + source + "->" + target, kept, value);
        Symbol y = outputDense.apply(gated(found, inputs.get(0)));
        return withScores ? List.of(y, weights) : List.of(y);
    }

    private Symbol gated(Symbol found, Symbol query) {
        return gateDense == null ? found : found.times(gateDense.apply(query));
    }

    /** Which places of the query see which of the value: (batch, .., time, places); null for all. */
    private Symbol seen(List<Symbol> inputs, Call call) {
        // Keras reads the mask that the query has, even if the call is given another one, and takes those of all that
        // it reads.
        Symbol seen = call.mask(0) == null ? null : Ops.expandDims(call.mask(0), -1);
        Symbol ofValue = call.symbol("value_mask") == null ? call.mask(1) : call.symbol("value_mask");
        seen = both(seen, ofValue == null ? null : Ops.expandDims(ofValue, -2));
        boolean isKeyMasked = call.symbol("key_mask") == null && inputs.size() == 3;
        Symbol ofKey = isKeyMasked ? call.mask(2) : call.symbol("key_mask");
        inputs.forEach(input -> input.setMask(null));
        seen = both(seen, ofKey == null ? null : Ops.expandDims(ofKey, -2));
        int time = inputs.get(0).dim(1);
        int places = inputs.get(1).dim(1);
        if (call.flag("use_causal_mask")) {
            seen = both(seen, Ops.expandDims(Ops.tri(time, places, 0), 0));
        }
        if (slidingWindow != null) {
            Symbol distance = Ops.expandDims(Ops.arange(time), -1).minus(Ops.arange(places));
            seen = both(seen, Ops.expandDims(Ops.less(Ops.abs(distance), slidingWindow), 0));
        }
        return both(call.symbol("attention_mask"), seen);
    }

    private static Symbol both(Symbol one, Symbol other) {
        return one == null ? other : other == null ? one : Ops.logicalAnd(one, other);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    private static KerasException expected(String argument, String expected, Object received) {
        return KerasException.expected("MultiHeadAttention." + argument, expected, received);
    }
}
