package keras4j.layers;

import static keras4j.ops.Ops.expandDims;
import static keras4j.ops.Ops.flip;
import static keras4j.ops.Ops.where;
import static keras4j.ops.Ops.zeros;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Config;
import keras4j.internal.kernels.GatedCell;
import keras4j.ops.Gated;
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
    private final KeptStates kept = new KeptStates();

    void config(Config config) {
        returnSequences = config.flag("return_sequences", returnSequences);
        returnState = config.flag("return_state", returnState);
        goBackwards = config.flag("go_backwards", goBackwards);
        stateful = config.flag("stateful", stateful);
        unroll = config.flag("unroll", unroll);
        zeroOutputForMask = config.flag("zero_output_for_mask", zeroOutputForMask);
    }

    /** See {@link Layer#described}; nothing unless states are kept. */
    void described(String className, List<Symbol> inputs, List<Integer> lengths) {
        if (stateful) {
            int longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
            kept.ofBatches(className + ".stateful", inputs.get(0).batchSize(), longest);
        }
    }

    /** Makes the states 0 that are kept from batch to batch. */
    void resetStates() {
        kept.reset();
    }

    /** Which steps count; as in Keras, the input's own mask does not count where there are states. Null for all. */
    static Symbol mask(List<Symbol> inputs, Call call) {
        return inputs.size() == 1 || call.argument(Masks.ARGUMENT) != null ? call.mask() : null;
    }

    /** The states with which a layer begins: those behind its first input, or those that are kept; none for 0. */
    List<Symbol> first(String className, List<Symbol> inputs, List<Integer> lengths) {
        if (inputs.size() > 1) {
            return inputs.subList(1, inputs.size());
        }
        return stateful ? kept.before(className + ".stateful", inputs.get(0), lengths) : List.of();
    }

    /**
     * What the steps of a cell make, one after the other.
     *
     * @param cell gives one output
     * @param x (batch, time, ..)
     * @param first the states before the first step; none for 0
     * @param lengths of the states
     * @param mask which steps count, (batch, time); null for all
     * @param width the length of an output
     */
    Result steps(Scan.Cell cell, Symbol x, List<Symbol> first, List<Integer> lengths, Symbol mask, int width) {
        int count = lengths.size();
        int batch = x.dim(0);
        List<Symbol> xs = mask == null ? List.of(x) : List.of(x, expandDims(mask, -1));
        List<Symbol> states = new ArrayList<>(first);
        for (int i = first.size(); i < count; i++) {
            states.add(zeros(batch, lengths.get(i)));
        }
        states.add(zeros(batch, width)); // the output of the step before
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
        Symbol y = result.states().get(count);
        if (returnSequences) {
            Symbol all = result.outputs().get(0);
            y = goBackwards ? flip(all, 1) : all;
        }
        return new Result(y, result.states().subList(0, count));
    }

    /**
     * The same of a cell that has a kernel for all steps.
     *
     * @param bias null for none
     */
    Result steps(
            GatedCell cell,
            Symbol x,
            Symbol kernel,
            Symbol recurrentKernel,
            Symbol bias,
            Symbol mask,
            List<Symbol> first) {
        Gated.Result all =
                Gated.of(cell, x, kernel, recurrentKernel, bias, mask, first, goBackwards, zeroOutputForMask);
        return new Result(returnSequences ? all.sequence() : all.last(), all.states());
    }

    /** What is there after a step where it counts, and before it elsewhere. */
    private Symbol counted(Symbol counts, Symbol made, int number, List<Symbol> before) {
        boolean isOutput = number == before.size() - 1;
        return isOutput && zeroOutputForMask ? where(counts, made, 0) : where(counts, made, before.get(number));
    }

    /**
     * What all steps make.
     *
     * @param output the last, or all if they are to be returned
     * @param states those behind the last step
     */
    record Result(Symbol output, List<Symbol> states) {}

    /** What the layer gives: its output, then the last states if they are to be returned. */
    List<Symbol> outputs(Result result) {
        List<Symbol> outputs = new ArrayList<>(List.of(result.output));
        outputs.addAll(returnState ? result.states : List.of());
        return stateful ? kept.keep(outputs, result.states) : outputs;
    }
}
