package keras4j.core;

/** An initializer that depends on how many inputs a unit sums up, which the shape of a bias does not say. */
public interface FanInInitializer extends Initializer {
    /** The initializer for a unit of so many inputs. */
    Initializer of(int fanIn);

    /** What an initializer is for a unit of so many inputs: itself, unless it depends on them. */
    static Initializer of(Initializer initializer, int fanIn) {
        return initializer instanceof FanInInitializer dependent ? dependent.of(fanIn) : initializer;
    }
}
