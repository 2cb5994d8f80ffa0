package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;

/** Makes passes over data that fit a network and its losses, or says what does not fit. */
final class Passes {
    /** They make of one row what they make of each of several. */
    private static final Set<Class<?>> ANY_RANK = Set.of(Dense.class, Activation.class, Dropout.class);

    private final Network network;
    private final Compiled compiled;
    private final Function<List<Shape>, Passes> lengths;

    /**
     * @param compiled null for a model that is only to predict
     * @param lengths those over data whose inputs have these shapes
     */
    Passes(Network network, Compiled compiled, Function<List<Shape>, Passes> lengths) {
        this.network = network;
        this.compiled = compiled;
        this.lengths = lengths;
    }

    /** @param finite whether NaN and infinite numbers are an error */
    Pass of(String verb, BatchSource data, int batchSize, int steps, boolean finite) {
        losses(verb, data);
        return new Pass(
                verb,
                data,
                batchSize,
                steps,
                this::outputs,
                batch -> lengths.apply(batch.xShapes()).check(verb, batch, finite));
    }

    /** A pass over data for steps that a model describes, which say themselves what fits: the check among it. */
    Pass ofSteps(String verb, BatchSource data, int batchSize, int steps, Consumer<Dataset> check) {
        return new Pass(verb, data, batchSize, steps, this::outputs, check);
    }

    private List<Shape> outputs(List<Shape> inputs) {
        return lengths.apply(inputs).network.outputShapes();
    }

    private void check(String verb, Dataset batch, boolean finite) {
        List<Loss> losses = losses(verb, batch);
        for (int k = 0; k < losses.size(); k++) {
            losses.get(k)
                    .checkLabels(batch.labels(k), network.outputShapes().get(k).last());
        }
        if (finite) {
            batch.checkFinite();
        }
    }

    /** The losses, if the data fit them and the network. */
    private List<Loss> losses(String verb, BatchSource data) {
        checkInput(verb, data);
        List<Loss> losses = new ArrayList<>(compiled.losses(network.outputNames()));
        List<Shape> outputs = network.outputShapes();
        checkCount(verb + "(y)", "labels for the outputs " + network.outputNames(), outputs, data.yShapes());
        for (int k = 0; k < losses.size(); k++) {
            Loss loss = losses.get(k).of(data.yShapes().get(k), outputs.get(k));
            losses.set(k, loss);
            try {
                Labels.check(
                        verb + "(y)",
                        "loss " + loss.name(),
                        loss.labelShapes(outputs.get(k)),
                        outputs.get(k),
                        data.yShapes().get(k));
            } catch (KerasException e) {
                throw new KerasException(
                        e.getMessage() + advice(k, loss, data.yShapes().get(k)), e);
            }
        }
        return losses;
    }

    /** What helps someone whose labels do not fit an output; most often a Flatten is missing if it has several positions. */
    private String advice(int output, Loss loss, Shape labels) {
        Shape shape = network.outputShapes().get(output);
        if (shape.rank() < 2 || labels.rank() > 1) {
            return loss.labelAdvice(shape, labels);
        }
        Shape row = Shape.of(shape.last());
        return "; for one row of outputs a sample, add new Flatten() " + placeOfFlatten(output)
                + (loss.labelShapes(row).contains(labels) ? "" : loss.labelAdvice(row, labels));
    }

    /** Before the first of the layers at the end that take rows as well as positions. */
    private String placeOfFlatten(int output) {
        String place = "and new Dense(..) at the end";
        Node node = network.node(network.outputs().get(output));
        while (node != null && ANY_RANK.contains(node.layer().getClass())) {
            if (node.layer() instanceof Dense) {
                place = "before layer " + node.name();
            }
            node = network.node(node.reads().get(0));
        }
        return place;
    }

    /** A pass over inputs only. */
    Pass toPredict(BatchSource data, int batchSize, int steps) {
        checkInput("predict", data);
        return new Pass(
                "predict",
                data,
                batchSize,
                steps,
                this::outputs,
                batch -> lengths.apply(batch.xShapes()).checkInput("predict", batch));
    }

    private void checkInput(String verb, BatchSource data) {
        List<Shape> inputs = network.inputShapes();
        checkCount(verb + "(x)", "arrays for the inputs " + network.inputNames(), inputs, data.xShapes());
        for (int i = 0; i < inputs.size(); i++) {
            if (!isOf(data.xShapes().get(i), inputs.get(i))) {
                throw KerasException.expected(
                        inputs.size() == 1 ? verb + "(x)" : verb + "(x, array " + i + ")",
                        "inputs of shape " + inputs.get(i).batched(),
                        data.xShapes().get(i).batched());
            }
        }
    }

    /** One feature is one number. */
    private static boolean isOf(Shape data, Shape input) {
        return data.equals(input) || input.rank() == 0 && data.equals(Shape.of(1));
    }

    private static void checkCount(String where, String expected, List<Shape> model, List<Shape> data) {
        if (model.size() != data.size()) {
            throw KerasException.expected(where, model.size() + " " + expected, data.size());
        }
    }
}
