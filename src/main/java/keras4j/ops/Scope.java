package keras4j.ops;

import java.util.List;

/** Where calls are noted: a model that is being described, or a {@link Trace} of what one computes. */
public interface Scope {
    /**
     * Notes the call of an op.
     *
     * @param inputs the symbols among its arguments, in their order
     */
    List<Symbol> call(Op op, List<Symbol> inputs);
}
