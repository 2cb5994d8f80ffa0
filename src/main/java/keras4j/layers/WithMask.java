package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.ops.Symbol;

/** A value with another mask: what stands in a graph where a model within is given one. Not for users; in no model is it a layer. */
public final class WithMask extends Layer<WithMask> {
    /** The arguments of its call, whose second input is the mask. */
    public static final Map<String, Object> ARGUMENTS = Map.of(Masks.ARGUMENT, new Symbol.Argument(1));

    @Override
    protected Set<String> callArguments() {
        return ARGUMENTS.keySet();
    }

    @Override
    protected void config(Config config) {
        throw new UnsupportedOperationException("a mask is no layer in files");
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        return List.of(call.masked(0, inputs.get(0)));
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    @Override
    protected boolean isIdentity() {
        return true;
    }
}
