package keras4j.layers;

import static keras4j.ops.Ops.expandDims;
import static keras4j.ops.Ops.flip;
import static keras4j.ops.Ops.where;
import static keras4j.ops.Ops.zeros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;

/** The arguments that all layers over time have, and what they make of the steps of a cell. */
final class Sequences {
    boolean returnSequences;
    boolean returnState;
    boolean goBackwards;
    boolean stateful;
    boolean unroll;
    boolean zeroOutputForMask;

    void config(Config config) {
        returnSequences = config.flag("return_sequences", returnSequences);
        returnState = config.flag("return_state", returnState);
        goBackwards = config.flag("go_backwards", goBackwards);
        stateful = config.flag("stateful", stateful);
        unroll = config.flag("unroll", unroll);
        zeroOutputForMask = config.flag("zero_output_for_mask", zeroOutputForMask);
    }

    /** @throws KerasException if states are to be kept between batches, of which only an {@link LSTM} is capable */
    void checkStateless(String className) {
        if (stateful) {
            throw KerasException.expected(className + ".stateful", "false, as of all layers but LSTM", true);
        }
    }

    /** A layer's inputs if it is given the states with which it begins. */
    static List<Symbol> inputs(String className, Symbol x, Symbol... initialState) {
        List<Symbol> all = new ArrayList<>();
        all.add(x);
        all.addAll(Arrays.asList(KerasException.notNull(className, "states", initialState)));
        return all;
    }

    /** The states with which a layer begins: those behind its first input, or 0. */
    static List<Symbol> first(List<Symbol> inputs, List<Integer> lengths) {
        int batch = inputs.get(0).dim(0);
        return inputs.size() > 1
                ? inputs.subList(1, inputs.size())
                : lengths.stream().map(length -> zeros(batch, length)).toList();
    }

    /**
     * What the layer gives: its output, then the last states if they are to be returned.
     *
     * @param cell gives one output
     * @param x (batch, time, ..)
     * @param first the states before the first step
     * @param mask which steps count, (batch, time); null for all
     * @param width the length of an output
     */
    List<Symbol> outputs(Scan.Cell cell, Symbol x, List<Symbol> first, Symbol mask, int width) {
        int count = first.size();
        List<Symbol> xs = mask == null ? List.of(x) : List.of(x, expandDims(mask, -1));
        List<Symbol> states = new ArrayList<>(first);
        states.add(zeros(x.dim(0), width)); // the output of the step before
        Scan.Result result = Scan.of(
                (step, before) -> {
                    Scan.Step made = cell.step(step.subList(0, 1), before.subList(0, count));
                    List<Symbol> next = new ArrayList<>(made.states());
                    next.addAll(made.outputs());
                    if (mask != null) {
                        for (int i = 0; i < next.size(); i++) {
                            next.set(i, counted(step.get(1), next.get(i), i, before));
                        }
                    }
                    return new Scan.Step(returnSequences ? next.subList(count, count + 1) : List.of(), next);
                },
                xs,
                states,
                goBackwards,
                1);
        List<Symbol> outputs = new ArrayList<>();
        Symbol y = result.states().get(count);
        if (returnSequences) {
            Symbol all = result.outputs().get(0);
            y = goBackwards ? flip(all, 1) : all;
        }
        outputs.add(y);
        outputs.addAll(result.states().subList(0, returnState ? count : 0));
        return outputs;
    }

    /** What is there after a step where it counts, and before it elsewhere. */
    private Symbol counted(Symbol counts, Symbol made, int number, List<Symbol> before) {
        boolean isOutput = number == before.size() - 1;
        return isOutput && zeroOutputForMask ? where(counts, made, 0) : where(counts, made, before.get(number));
    }
}
