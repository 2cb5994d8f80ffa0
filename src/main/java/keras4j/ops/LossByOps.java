package keras4j.ops;

import keras4j.core.Loss;

/** A loss that, beside the loops that are fast, says by ops what it computes: so it has gradients of all that it reads, and of these. */
public interface LossByOps extends Loss {
    /**
     * The loss of each row, (..).
     *
     * @param yTrue labels, (.., width) as the predictions, or (..) for class numbers
     * @param yPred predictions, (.., width)
     */
    Symbol byOps(Symbol yTrue, Symbol yPred);
}
