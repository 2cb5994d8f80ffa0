package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.graph.Network;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.ops.Copy;
import keras4j.ops.Gradients;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** What a {@link Program} computes for so many samples, in training or in inference, ready to run. */
final class Run {
    private final int samples;
    private final boolean training;
    private final boolean ofInputs;
    private final Buffer[] inputs;
    private final Plan plan;
    private final View[] values;
    private final View[] gradients;
    private final View[] inputGradients;

    /**
     * @param wanted the numbers of the values that are read
     * @param sources the numbers of those whose gradients are given
     * @param ofInputs whether the gradients with respect to the inputs are wanted, too
     */
    Run(Program program, Arena arena, int samples, boolean training, boolean ofInputs, int[] wanted, int[] sources) {
        this.samples = samples;
        this.training = training;
        this.ofInputs = ofInputs;
        Network network = program.network();
        Trace trace = new Trace(training);
        Map<Symbol, View> places = new HashMap<>();
        List<Symbol> given = new ArrayList<>();
        inputs = new Buffer[network.inputShapes().size()];
        for (int i = 0; i < inputs.length; i++) {
            given.add(trace.input(network.inputShapes().get(i).withFirst(samples)));
            inputs[i] = Buffer.ofArray();
            places.put(given.get(i), View.of(inputs[i], given.get(i).shape()));
        }
        Tracing tracing = new Tracing(program, trace, given);
        tracing.place(places);
        List<Symbol> read = new ArrayList<>();
        for (int value : wanted) {
            read.add(tracing.value(value));
        }
        List<Symbol> made = new ArrayList<>();
        List<Symbol> back = List.of();
        gradients = new View[training ? sources.length : 0];
        if (training) {
            List<Symbol> ends = new ArrayList<>();
            List<Symbol> dys = new ArrayList<>();
            for (int i = 0; i < sources.length; i++) {
                Symbol value = tracing.value(sources[i]);
                Symbol dy = trace.input(value.shape());
                gradients[i] = View.of(program.gradient(i, value.shape().size()), value.shape());
                places.put(dy, gradients[i]);
                ends.add(value);
                dys.add(dy);
            }
            List<Symbol> of = new ArrayList<>(tracing.trained());
            of.addAll(ofInputs ? given : List.of());
            List<Symbol> all = Gradients.of(ends, dys, of);
            for (int i = 0; i < tracing.trained().size(); i++) {
                end(all.get(i), tracing.gradientPlace(i), places, made);
            }
            back = all.subList(tracing.trained().size(), all.size());
            back.stream().filter(symbol -> symbol != null).forEach(made::add);
        }
        plan = new Plan(arena, places, read, made, Plan.Mode.FUSED);
        values = new View[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            values[i] = plan.view(read.get(i));
        }
        inputGradients = new View[back.size()];
        for (int i = 0; i < inputGradients.length; i++) {
            inputGradients[i] = back.get(i) == null ? null : plan.view(back.get(i));
        }
    }

    /** Says where a gradient is to stand; null for none. */
    private static void end(Symbol gradient, View place, Map<Symbol, View> places, List<Symbol> ends) {
        if (gradient != null) {
            Symbol end = gradient.isLeaf() || places.containsKey(gradient) ? Copy.of(gradient) : gradient;
            places.put(end, place);
            ends.add(end);
        }
    }

    boolean fits(int samples, boolean training, boolean ofInputs) {
        return this.samples == samples && this.training == training && this.ofInputs == ofInputs;
    }

    void forward(float[][] x) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].set(x[i]);
        }
        plan.runFirst();
    }

    void backward() {
        plan.runThen();
    }

    float[] input(int number) {
        return inputs[number].array();
    }

    /** One of the wanted values, from its first number on. */
    float[] value(int index) {
        return values[index].array();
    }

    /** Where the gradient with respect to one of the sources is to be written. */
    float[] gradient(int index) {
        return gradients[index].array();
    }

    /** The gradient with respect to an input; null if none depends on it. */
    float[] inputGradient(int input) {
        return inputGradients[input] == null ? null : inputGradients[input].array();
    }
}
