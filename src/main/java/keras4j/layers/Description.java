package keras4j.layers;

import java.util.List;
import keras4j.ops.Op;
import keras4j.ops.Scope;
import keras4j.ops.Symbol;

/** Models that are being described: an op that is called there is a layer among the others. */
enum Description implements Scope {
    SCOPE;

    @Override
    public List<Symbol> call(Op op, List<Symbol> inputs) {
        return new OpLayer(op).applyAll(inputs);
    }
}
