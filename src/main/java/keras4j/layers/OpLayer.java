package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** One of Keras's ops among the layers of a model. Not for users, who have the functions of {@link keras4j.ops.Ops}. */
public final class OpLayer extends Layer<OpLayer> {
    /** Two numbers of samples, by which it is found what depends on that number. */
    private static final int[] BATCHES = {7, 11};

    private final Op op;
    private boolean isOfBatch = true;

    public OpLayer(Op op) {
        this.op = op;
    }

    /** The op, with the inputs of a call in place of those with which it was made. */
    public Op op(Symbol call) {
        return op.with(call.inputs());
    }

    @Override
    protected String className() {
        return op.className();
    }

    @Override
    protected void config(Config config) {
        throw KerasException.expected(className(), "a layer, of which files of this kind are made", "an op");
    }

    @Override
    public boolean isOfBatch() {
        return isOfBatch;
    }

    /** Values need no axis of the batch: a mean of all numbers has none. */
    @Override
    List<Shape> describedShapes(List<Symbol> inputs, Map<String, Object> arguments) {
        JoinedOps joined = new JoinedOps(op, inputs);
        List<Shape> samples = joined.reads().stream().map(Symbol::sampleShape).toList();
        List<Shape> some = shapes(joined, samples, BATCHES[0]);
        List<Shape> others = shapes(joined, samples, BATCHES[1]);
        isOfBatch = begin(some, BATCHES[0]) && begin(others, BATCHES[1]);
        return UnknownLengths.common(some, others);
    }

    private List<Shape> shapes(JoinedOps joined, List<Shape> samples, int batch) {
        return UnknownLengths.outputShapes(this, samples, known -> joined.shapes(known, batch));
    }

    private static boolean begin(List<Shape> shapes, int with) {
        return shapes.stream().allMatch(shape -> shape.rank() > 0 && shape.dim(0) == with);
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        return op.with(inputs).call();
    }
}
