package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Pass;
import keras4j.layers.LayerTrace;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** What a network computes for so many samples, in training or in inference, ready to run. */
final class Run {
    /** What a {@link Program} asks of its runs. */
    record Wanted(Network network, boolean[] ofLogits, boolean withLosses, Arena arena, FlatWeights flat) {}

    private final int samples;
    private final boolean training;
    private final boolean ofInputs;
    private final Pass pass;
    private final Buffer[] inputs;
    private final View[] outputs;
    private final View[] logits;
    private final View[] added;
    private final View[] inputGradients;
    /** Which rows of the outputs count; of one without a mask the output itself. */
    private final View[] masks;

    /** @param ofInputs whether the gradients with respect to the inputs are wanted, too */
    Run(Wanted wanted, int samples, boolean training, boolean ofInputs) {
        this.samples = samples;
        this.training = training;
        this.ofInputs = ofInputs;
        Network network = wanted.network;
        LayerTrace trace = new LayerTrace(training);
        pass = new Pass(trace);
        List<Symbol> given = new ArrayList<>();
        inputs = new Buffer[network.inputShapes().size()];
        for (int i = 0; i < inputs.length; i++) {
            given.add(trace.input(network.inputShapes().get(i).withFirst(samples)));
            inputs[i] = pass.input(given.get(i));
        }
        Tracing tracing = new Tracing(network, trace, wanted.flat, given);
        tracing.place(pass);
        if (ofInputs) {
            given.forEach(input -> pass.differentiate(input, null));
        }
        int count = network.outputs().size();
        List<Symbol> made = new ArrayList<>();
        List<Symbol> before = new ArrayList<>();
        List<Symbol> positions = new ArrayList<>();
        List<Symbol> sources = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Shape shape = network.outputShapes().get(k).withFirst(samples);
            if (!tracing.output(k).shape().equals(shape)) {
                throw KerasException.expected(
                        "output " + k,
                        "no length that follows from the batch size",
                        tracing.output(k).shape());
            }
            made.add(tracing.output(k));
            before.add(tracing.logits(k));
            Symbol mask = made.get(k).mask();
            positions.add(mask == null ? made.get(k) : mask);
            sources.add(wanted.ofLogits[k] ? before.get(k) : made.get(k));
        }
        List<Symbol> losses = wanted.withLosses ? trace.losses() : List.of();
        sources.addAll(losses);
        List<Symbol> ends =
                Stream.of(made, before, positions, losses).flatMap(List::stream).toList();
        pass.plan(wanted.arena, ends, training ? sources : List.of(), trace.assigned());
        outputs = views(made);
        logits = views(before);
        masks = views(positions);
        added = views(losses);
        for (int i = 0; training && i < added.length; i++) {
            pass.dy(count + i).array()[0] = 1;
        }
        inputGradients = given.stream().map(pass::gradient).toArray(View[]::new);
    }

    private View[] views(List<Symbol> ends) {
        return ends.stream().map(pass::view).toArray(View[]::new);
    }

    boolean fits(int samples, boolean training, boolean ofInputs) {
        return this.samples == samples && this.training == training && this.ofInputs == ofInputs;
    }

    void forward(float[][] x) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].set(x[i]);
        }
        pass.forward();
    }

    void backward() {
        pass.backward();
    }

    /** What draws random numbers. */
    List<Primitive> random() {
        return pass.random();
    }

    float[] output(int number) {
        return outputs[number].array();
    }

    /** What comes before the activation of an output. */
    float[] logits(int output) {
        return logits[output].array();
    }

    /** The numbers of one sample of them. */
    int logitsSize(int output) {
        return logits[output].size() / samples;
    }

    /** Which rows of an output count, 1 or 0; null for all. */
    float[] mask(int output) {
        if (masks[output] == outputs[output]) {
            return null;
        }
        int rows = outputs[output].size() / outputs[output].shape().last();
        if (masks[output].size() != rows) {
            throw KerasException.expected(
                    "output " + output,
                    "a mask with a number for each of " + rows + " losses",
                    "one of shape " + masks[output].shape());
        }
        return masks[output].array();
    }

    /** What layers add to the loss. */
    double addedLosses() {
        double sum = 0;
        for (int i = 0; i < added.length; i++) {
            sum += added[i].array()[added[i].offset()];
        }
        return sum;
    }

    /** Where the gradient with respect to an output, or to its logits, is to be written. */
    float[] gradient(int output) {
        return pass.dy(output).array();
    }

    /** The gradient with respect to an input; null if none depends on it. */
    float[] inputGradient(int input) {
        return inputGradients[input] == null ? null : inputGradients[input].array();
    }

    /** Adds what states are to be changed by. */
    void addStateChanges(float[] changes) {
        pass.addStateChanges(changes);
    }
}
