package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Constraint;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.ops.Symbol;

/** Takes the weights that a layer says it has, in their order. Keras: {@code add_weight}. */
public final class Weights {
    private final List<WeightSpec> specs = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<WeightSpec> knownSpecs;
    private final List<Symbol> knownSymbols;

    /** @param known those that the layer had before; null for none. A weight that is the same stays the same symbol */
    Weights(Weights known) {
        knownSpecs = known == null ? List.of() : known.specs;
        knownSymbols = known == null ? List.of() : known.symbols;
    }

    /**
     * A weight that gradients train.
     *
     * @param name such as "kernel"
     * @param shape all axes; there is none of a batch
     */
    public Symbol add(String name, Shape shape, String initializer) {
        return add(name, shape, Initializers.REGISTRY.get(initializer), null);
    }

    /** @param regularizer adds to the loss; null for none */
    public Symbol add(String name, Shape shape, Initializer initializer, Regularizer regularizer) {
        return add(name, shape, initializer, regularizer, null);
    }

    /** @param constraint changes it after each step of training; null for none */
    public Symbol add(
            String name, Shape shape, Initializer initializer, Regularizer regularizer, Constraint constraint) {
        int fanIn = shape.rank() == 0 ? 1 : shape.size() / shape.last();
        return add(new WeightSpec(name, shape, FanInInitializer.of(initializer, fanIn), regularizer, constraint));
    }

    /** A weight that no gradients train: what the layer keeps of the data it has seen. */
    public Symbol state(String name, Shape shape, String initializer) {
        return state(name, shape, Initializers.REGISTRY.get(initializer));
    }

    /** The same with any initializer. */
    public Symbol state(String name, Shape shape, Initializer initializer) {
        return add(WeightSpec.state(name, shape, initializer, WeightSpec.Kind.STATE));
    }

    /** A weight with all that is to be said of it. */
    public Symbol add(WeightSpec spec) {
        if (spec.constraint() != null) {
            spec.constraint().check(spec.shape());
        }
        if (spec.regularizer() != null) {
            spec.regularizer().check(spec.shape());
        }
        int index = specs.size();
        boolean isKnown = index < knownSpecs.size()
                && knownSpecs.get(index).name().equals(spec.name())
                && knownSpecs.get(index).shape().equals(spec.shape());
        specs.add(spec);
        symbols.add(isKnown ? knownSymbols.get(index) : Symbol.weight(spec.shape()));
        return symbols.get(index);
    }

    List<WeightSpec> specs() {
        return specs;
    }

    List<Symbol> symbols() {
        return symbols;
    }
}
