package keras4j.ops;

/** Products of several numbers. */
final class Products {
    private Products() {}

    /** For each number the product of the others: y is that of all. */
    static Symbol ofOthers(Symbol x, Symbol y) {
        return Primitives.divide(y, x);
    }
}
