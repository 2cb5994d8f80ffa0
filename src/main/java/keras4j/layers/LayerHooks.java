package keras4j.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.core.LayerWeights;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.UniqueNames;
import keras4j.core.WeightSpec;
import keras4j.ops.Symbol;

/**
 * The library's way to what a layer keeps from its users: the hooks that make a layer are protected, so that completion on
 * a layer shows setters only. Not for users.
 */
public final class LayerHooks {
    private LayerHooks() {}

    public static String className(Layer<?> layer) {
        return layer.className();
    }

    /** The input shape that the user gave the layer, or null. */
    public static Shape inputShape(Layer<?> layer) {
        return layer.inputShape();
    }

    /** What the input gives, or the layer for these; unlike {@link Layer#apply}, it can still be changed. */
    public static Symbol symbol(Layer<?> layer, List<Symbol> inputs) {
        return layer instanceof Input input ? input.symbol() : layer.only(layer.symbols(inputs, Map.of()));
    }

    /** What the layer gives for these, each of its outputs: see {@link Layer#apply}. */
    public static List<Symbol> apply(Layer<?> layer, List<Symbol> inputs) {
        return layer.applyAll(inputs);
    }

    /** The same for a call with arguments. */
    public static List<Symbol> apply(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        return layer.applyWith(arguments, inputs);
    }

    /** The call of an op with those before it whose values have no axis of the batch, as one layer. */
    public static JoinedOps joined(Symbol call) {
        OpLayer layer = (OpLayer) Layer.of(call);
        return new JoinedOps(layer.op(call), call.inputs()).name(layer.getName());
    }

    /** What ops, be they several as one layer, give for these in a model that is being described: ops among its layers. */
    public static List<Symbol> described(Layer<?> ops, List<Symbol> inputs) {
        return ops.call(inputs, null);
    }

    /** Whether a call can have an argument of this name beside its inputs. */
    public static boolean takes(Layer<?> layer, String argument) {
        return layer.takes(argument);
    }

    /** Keras's names of the inputs, where it takes them one by one; none where one or a list is taken. */
    public static List<String> inputNames(Layer<?> layer) {
        return layer.inputNames();
    }

    /**
     * Which of the inputs of a call in a model that is being described is given as a mask for another one, in place of the mask that
     * this has; -1 for none.
     */
    public static int otherMask(Symbol call, int input) {
        return Masks.other(call, input);
    }

    /** What stands for a call's inputs, without those at the end that are arguments by their names. */
    public static <T> List<T> plain(List<T> inputs, Map<String, Object> arguments) {
        return inputs.subList(0, inputs.size() - named(arguments.values()));
    }

    private static int named(Collection<?> values) {
        int named = 0;
        for (Object value : values) {
            named += value instanceof Symbol.Argument ? 1 : value instanceof List<?> list ? named(list) : 0;
        }
        return named;
    }

    /** Sets whether the layer is to be trained, and leaves those that it is made of as they are. */
    public static void onlyTrainable(Layer<?> layer, boolean value) {
        layer.onlyTrainable(value);
    }

    /** Whether further inputs are states with which the layer begins. */
    public static boolean takesStates(Layer<?> layer) {
        return layer.sequences() != null || layer instanceof Bidirectional || layer instanceof Cell;
    }

    /** Whether inputs are a list, even if there is one only. */
    public static boolean takesSeveral(Layer<?> layer) {
        return layer instanceof Merge;
    }

    /** The same of what Keras calls with a list. */
    public static boolean takesList(Layer<?> layer) {
        return takesSeveral(layer) || layer instanceof AttentionLayer;
    }

    /** @throws keras4j.core.KerasException if they depend on a length that is not known */
    public static List<WeightSpec> weights(Layer<?> layer, List<Shape> inputs) {
        return UnknownLengths.weights(layer, inputs);
    }

    /** The layers that a layer is made of, in the order of their weights. */
    public static List<Layer<?>> parts(Layer<?> layer) {
        return layer.parts();
    }

    /** Those of them that have names in files, by these. */
    public static Map<String, Layer<?>> named(Layer<?> layer) {
        return layer.named();
    }

    /** The own weights of a layer that has been called by the one that it is a part of. */
    public static List<WeightSpec> builtWeights(Layer<?> layer) {
        return layer.ownWeights();
    }

    /** The same as symbols. */
    public static List<Symbol> weightSymbols(Layer<?> layer) {
        return layer.ownSymbols();
    }

    /** Whether a call says whether it is one of training. */
    public static boolean saysTraining(Map<String, Object> arguments) {
        return arguments.containsKey(LayerTrace.TRAINING);
    }

    /** The arguments of a call but for what says whether it is one of training. */
    public static Map<String, Object> withoutTraining(Map<String, Object> arguments) {
        Map<String, Object> others = new LinkedHashMap<>(arguments);
        others.remove(LayerTrace.TRAINING);
        return others;
    }

    /** Those of them that hold for the calls within a model, too. */
    public static Map<String, Object> ofCallsWithin(Map<String, Object> arguments) {
        Object training = arguments.get(LayerTrace.TRAINING);
        return training == null ? Map.of() : Map.of(LayerTrace.TRAINING, training);
    }

    /** How many of the own weights at the end are not saved, but merged into the first: see {@link HasLora}. */
    public static int mergedWeights(Layer<?> layer) {
        return layer.lora() != null && layer.lora().isOn() ? Lora.WEIGHTS : 0;
    }

    /** A number that is another one whenever a layer that had been built has got further weights. */
    public static long extended() {
        return WeightedLayer.extended();
    }

    /** The first weight with those merged into it. */
    public static float[] merged(Layer<?> layer, List<float[]> weights) {
        return layer.lora().merged(weights);
    }

    /** See {@link Layer#weightsGroup}. */
    public static String weightsGroup(Layer<?> layer) {
        return layer.weightsGroup();
    }

    /** What adds a penalty for the layer's outputs to the loss; null for none. */
    public static Regularizer activityRegularizer(Layer<?> layer) {
        return layer.activityRegularizer();
    }

    /** The activation that a layer has as an argument, and applies last; null for none. */
    public static ActivationFunction activation(Layer<?> layer) {
        if (layer instanceof FunctionLayer<?> function) {
            return function.function();
        }
        if (layer instanceof EinsumDense dense) {
            return dense.activation();
        }
        return layer instanceof Biased<?> biased && layer.sequences() == null ? biased.activation() : null;
    }

    /** The sigmoid or softmax that makes the output of a layer, to whose input Keras goes back on TensorFlow; null if none does. */
    public static ActivationFunction ofLogits(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        return layer instanceof Part ? null : LayerTrace.ofLogits(layer, UnknownLengths.any(inputs), arguments);
    }

    /** The weights of a layer, and of all that it is made of, for such inputs. */
    public static List<WeightSpec> allWeights(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        layer.outputShapes(inputs, arguments);
        return allWeights(layer);
    }

    /** The same of one that has been called. */
    static List<WeightSpec> allWeights(Layer<?> layer) {
        List<WeightSpec> all = new ArrayList<>();
        addWeights(layer, all);
        return all;
    }

    private static void addWeights(Layer<?> layer, List<WeightSpec> all) {
        all.addAll(builtWeights(layer));
        layer.parts().forEach(part -> addWeights(part, all));
    }

    /** The arguments that can be why a layer needs more room than there is, as a message's end. */
    public static String sizes(Layer<?> layer) {
        return Sizes.arguments(layer);
    }

    /** The shapes of what a layer gives; what follows from a length that is not known is not known either. */
    public static List<Shape> outputShapes(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        return UnknownLengths.outputShapes(layer, inputs, arguments);
    }

    /** What stands in a graph for one of the outputs of a layer of several. */
    public static Part part(Layer<?> layer, List<Shape> outputs, int number) {
        return new Part(layer, outputs, number);
    }

    /**
     * Takes the layer into a model with these names; gives it a name if it has none.
     *
     * @throws keras4j.core.KerasException if its name is the user's, and is taken
     */
    public static void attach(Layer<?> layer, UniqueNames names) {
        layer.naming.attach(names, layer.className());
    }

    /**
     * Lets no model give the layer another name.
     *
     * @param always whether it stays, too, where another one that is to stay is the same
     */
    public static void keepName(Layer<?> layer, boolean always) {
        if (always) {
            layer.naming.keep();
        } else {
            layer.naming.report();
        }
    }

    /** In this order a model's layers get their names. */
    public static long namingOrder(Layer<?> layer) {
        return layer.naming.order();
    }

    /** Lets the layer out of a model; it has the name again that it had before, if other models have it. */
    public static void detach(Layer<?> layer, UniqueNames names) {
        layer.naming.detach(names);
    }

    /** See {@link Layer#isStateful}. */
    public static boolean isStateful(Layer<?> layer) {
        return layer.isStateful();
    }

    /** Whether outputs are the inputs, always. */
    public static boolean isIdentity(Layer<?> layer) {
        return layer.isIdentity();
    }

    /** Where two descriptions of the same shapes differ, it is not known. */
    public static List<Shape> common(List<Shape> some, List<Shape> others) {
        return UnknownLengths.common(some, others);
    }

    /** Whether a layer only gives what it gets other axes, always. */
    public static boolean isReshape(Layer<?> layer, List<Shape> inputs) {
        return inputs.size() == 1 && LayerTrace.isReshape(layer, inputs.get(0));
    }

    /**
     * Where the weights of a layer and its parts are; null of one that has not been built.
     *
     * @param own the layer's own
     * @throws keras4j.core.KerasException if it has been built with others
     */
    public static LayerWeights storedWeights(Layer<?> layer, List<WeightSpec> own) {
        return layer.builtWeights(own);
    }

    /** Notes a call in a model that is described. */
    public static void remember(Symbol call) {
        Layer.of(call).remember(call);
    }

    /** Forgets a call whose model is described anew. */
    public static void forget(Symbol call) {
        Layer.of(call).forget(call);
    }

    /** See {@link Layer#forgetFound}. */
    public static void forgetFound(Layer<?> layer) {
        layer.forgetFound();
    }

    /** Lets no setter change the layer any more. */
    public static void freeze(Layer<?> layer) {
        layer.freeze();
    }

    /** The same, and its weights are kept there. */
    public static void freeze(Layer<?> layer, LayerWeights weights) {
        layer.freeze(weights);
    }
}
