package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/**
 * A function of {@link keras4j.ops.Ops} as a layer; it may change the shape. Files have a function by its name, so that a model whose
 * function is Keras's or a registered class goes to Python and back, and its arguments. Python's own lambdas are code, which is never run
 * here. Keras: {@code Lambda}.
 */
public final class Lambda extends Layer<Lambda> {
    private ActivationFunction function;
    private int[] outputShape;
    /** Null for a function of the input alone. */
    private MaskedFunction masked;

    private MaskedFunction mask;

    Lambda() {}

    /** @param function of the input, with all its axes; it has no weights. A model that has one without a name is in no file */
    public Lambda(UnaryOperator<Symbol> function) {
        this(ActivationFunction.of(function));
    }

    /** @param function one whose class is registered, or Keras's; its config is what Keras calls the arguments */
    public Lambda(ActivationFunction function) {
        this.function = Activations.copy("Lambda", function);
    }

    /**
     * The shape of a sample that the function gives, which follows from the function, too: the layer looks whether it is so.
     *
     * @throws KerasException if there are no such lengths
     */
    public Lambda outputShape(int... lengths) {
        int[] dims = shape("outputShape", lengths).dims();
        return set(() -> outputShape = dims);
    }

    /** @param function of the input, and of its mask, which is null for none; a registered {@link MaskedFunction} can be in files */
    public static Lambda ofMasked(BinaryOperator<Symbol> function) {
        Lambda lambda = new Lambda();
        lambda.setFunction(masked("Lambda.ofMasked", function));
        return lambda;
    }

    /**
     * What makes the output's mask of the input and its mask, which is null for none; unless given there is none. A registered {@link
     * MaskedFunction} can be in files.
     */
    public Lambda mask(BinaryOperator<Symbol> function) {
        return set(() -> mask = function == null ? null : masked("Lambda.mask", function));
    }

    private static MaskedFunction masked(String where, BinaryOperator<Symbol> function) {
        KerasException.notNull(where, "a function", function);
        return function instanceof MaskedFunction known ? known : function::apply;
    }

    private void setFunction(Object found) {
        masked = found instanceof MaskedFunction known ? known : null;
        function = masked == null ? (ActivationFunction) found : ActivationFunction.of(x -> masked.apply(x, null));
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected void config(Config config) {
        Object lengths = outputShape == null ? null : Config.lengthList(Shape.of(outputShape));
        boolean isList = config.written("output_shape", lengths, config::raw) instanceof List;
        outputShape = isList ? config.lengths("output_shape", outputShape) : null; // not what is code of Python
        mask = config.function("mask", mask, Lambda::readMask, Lambda::writeMask);
        Object found =
                config.<Object>function("function", masked == null ? function : masked, Lambda::read, Lambda::write);
        if (found == null) {
            throw KerasException.expected("Lambda", "a function", "none");
        }
        setFunction(found);
        config.function("arguments", function, this::readArguments, used -> Config.write(used::config));
    }

    private static MaskedFunction readMask(String owner, Object found) {
        return found == null ? null : MaskedFunction.REGISTRY.get(nameOf(owner, found));
    }

    private static Object writeMask(MaskedFunction function) {
        return function == null ? null : Serialized.function(MaskedFunction.REGISTRY.registeredName(function));
    }

    /** The name of a function, which is what a file can have of it. */
    private static String nameOf(String owner, Object found) {
        if (!(found instanceof Map<?, ?> object) || !Serialized.isFunction(object)) {
            throw KerasException.expected(
                    owner,
                    "a function by its name, defined by def and registered there, and here by Keras4j.registerKerasSerializable",
                    "code of Python, which is not run here");
        }
        return String.valueOf(object.get("config"));
    }

    private static Object read(String owner, Object found) {
        String name = nameOf(owner, found);
        if (MaskedFunction.REGISTRY.isRegistered(name)) {
            return MaskedFunction.REGISTRY.get(name);
        }
        if (Activations.isNamed(name)) {
            return Activations.named(name);
        }
        throw KerasException.expected(
                owner,
                "a function of Keras, or one that was registered before: Keras4j.registerKerasSerializable(..)",
                "\"" + name + "\"");
    }

    private ActivationFunction readArguments(String owner, Object found) {
        Config.read(owner, Config.map(owner, found), function::config);
        return function;
    }

    ActivationFunction function() {
        return function;
    }

    private static Object write(Object function) {
        return function instanceof MaskedFunction known
                ? writeMask(known)
                : Serialized.function(Activations.nameInFiles((ActivationFunction) function));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol y = masked == null ? function.apply(x) : masked.apply(x, call.mask());
        if (outputShape != null && !y.sampleShape().fits(Shape.of(outputShape))) {
            throw KerasException.expected(
                    "Lambda", "outputs of the outputShape " + Shape.of(outputShape), y.sampleShape());
        }
        return y;
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol own) {
        return mask == null ? null : mask.apply(x, own);
    }
}
