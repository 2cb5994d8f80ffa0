package keras4j.layers;

import java.util.List;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/**
 * The mean of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Average}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Average extends ElementwiseMerge<Average> {
    @Override
    protected Symbol merged(List<Symbol> inputs) {
        return super.merged(inputs).dividedBy(inputs.size());
    }

    @Override
    protected Symbol merged(Symbol before, Symbol next) {
        return Ops.add(before, next);
    }

    @Override
    protected ElementWiseVertex.Op dl4jOp() {
        return ElementWiseVertex.Op.Average;
    }
}
