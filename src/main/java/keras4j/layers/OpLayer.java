package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** One of Keras's ops among the layers of a model. Not for users, who have the functions of {@link keras4j.ops.Ops}. */
public final class OpLayer extends Layer<OpLayer> {
    private final Op op;

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
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        return op.with(inputs).call();
    }
}
