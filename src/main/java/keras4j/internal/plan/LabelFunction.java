package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/**
 * A function of labels and predictions, described by ops, as a number for each row: one sample, or one position of it. It is traced
 * and planned for each number of samples; the last few plans are kept.
 *
 * <p>Where the function gives several numbers for each row, the row has their mean; where it gives one number for several rows,
 * each of these has it; where its axes are others from some axis on, the rows have the mean of those that share the axes before.
 */
public final class LabelFunction {
    private static final int MAX_PLANS = 8;

    private final String where;
    private final BinaryOperator<Symbol> function;
    private final Shape labels;
    private final Shape output;
    private final boolean sums;
    /** Those last used, the very last one at the end. */
    private final List<Run> values = new ArrayList<>();

    private final List<Run> gradients = new ArrayList<>();
    /** How often random numbers were drawn: values and their gradient are of the same ones. */
    private long draws;

    /**
     * @param where what messages call it
     * @param labels the shape of one sample's labels
     * @param output the shape of one sample's predictions
     * @param sums whether all rows together are to have the sum of the function's numbers, in place of means
     */
    public LabelFunction(String where, BinaryOperator<Symbol> function, Shape labels, Shape output, boolean sums) {
        this.where = where;
        this.function = function;
        this.labels = labels;
        this.output = output;
        this.sums = sums;
    }

    /** The same of what an activation makes predictions of. */
    public LabelFunction ofLogits(UnaryOperator<Symbol> activation) {
        BinaryOperator<Symbol> ofLogits = (label, logits) -> function.apply(label, activation.apply(logits));
        return new LabelFunction(where, ofLogits, labels, output, sums);
    }

    /** Writes the number of each row. */
    public void values(float[] yTrue, float[] yPred, int rows, float[] to) {
        draws++;
        run(values, rows, false).run(yTrue, yPred, to);
    }

    /**
     * Writes the gradient of the sum of the rows' numbers with respect to the predictions.
     *
     * @param weights by what each row's number is multiplied
     */
    public void gradients(float[] yTrue, float[] yPred, float[] weights, int rows, float[] to) {
        Run run = run(gradients, rows, true);
        run.pass.dy(0).buffer().set(weights);
        run.run(yTrue, yPred, to);
    }

    /** Whether the function gives one number for so many rows together. */
    public boolean isScalar(int rows) {
        return run(values, rows, false).given.rank() == 0;
    }

    /** Whether the function gives one number for each row. */
    public boolean isOfRows() {
        return new Run(1, false).given.shape().size() == output.positions();
    }

    private Run run(List<Run> known, int rows, boolean isGradient) {
        int samples = rows / output.positions();
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).samples == samples) {
                known.add(known.remove(i));
                return known.get(known.size() - 1);
            }
        }
        Run made = new Run(samples, isGradient);
        if (known.size() == MAX_PLANS) {
            known.remove(0);
        }
        known.add(made);
        return made;
    }

    /** The rows' numbers, or the gradient, for so many samples. */
    private final class Run {
        private final int samples;
        private final Pass pass;
        private final Buffer yTrue;
        private final Buffer yPred;
        private final Symbol given;
        private final View end;

        Run(int samples, boolean isGradient) {
            this.samples = samples;
            Trace trace = new Trace(isGradient);
            pass = new Pass(trace);
            Symbol label = trace.input(labels.withFirst(samples));
            Symbol prediction = trace.input(output.withFirst(samples));
            yTrue = pass.input(label);
            yPred = pass.input(prediction);
            given = KerasException.notNull(where, "what the function gives", function.apply(label, prediction));
            List<Symbol> rows = List.of(rows(given, samples));
            if (isGradient) {
                pass.differentiate(prediction, null);
            }
            pass.plan(new Arena(), isGradient ? List.of() : rows, isGradient ? rows : List.of(), Map.of());
            end = isGradient ? pass.gradient(prediction) : pass.view(rows.get(0));
            if (end == null) {
                throw KerasException.expected(
                        where, "a function whose gradient by yPred is known", "one through which none flows");
            }
        }

        void run(float[] labels, float[] predictions, float[] to) {
            yTrue.set(labels);
            yPred.set(predictions);
            for (int i = 0; i < pass.random().size(); i++) {
                long number = draws * pass.random().size() + i;
                pass.random().get(i).seed(number, number);
            }
            pass.forward();
            pass.backward();
            System.arraycopy(end.array(), end.offset(), to, 0, end.size());
        }
    }

    private Symbol rows(Symbol values, int samples) {
        Shape rows =
                output.rank() == 0 ? Shape.of(samples) : output.withoutLast().withFirst(samples);
        int numbers = values.shape().size();
        Symbol all = sums ? values.times((double) numbers / rows.size()) : values;
        int common = common(values.shape(), rows);
        Symbol each = Ops.mean(Ops.reshape(all, common, numbers / common), 1, true);
        return Ops.reshape(Ops.broadcastTo(each, common, rows.size() / common), rows.size());
    }

    /** How many numbers there are along the first axes that are of the same lengths in both. */
    private static int common(Shape values, Shape rows) {
        int common = 1;
        for (int axis = 0; axis < Math.min(values.rank(), rows.rank()) && values.dim(axis) == rows.dim(axis); axis++) {
            common *= rows.dim(axis);
        }
        return common;
    }
}
