package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.divide;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.negative;
import static keras4j.ops.Primitives.subtract;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's cross-entropies, of each sample and place. */
final class LossOps {
    /** Keras's {@code backend.epsilon()}. */
    private static final double EPSILON = 1e-7;

    private LossOps() {}

    static void define() {
        OpDefinition.define("nn", "BinaryCrossentropy", "target output", LossOps::binary);
        OpDefinition.define("nn", "CategoricalCrossentropy", "target output", LossOps::categorical);
        OpDefinition.define("nn", "SparseCategoricalCrossentropy", "target output", LossOps::sparse);
        OpDefinition.define("nn", "CTCLoss", "target output target_length output_length", a -> {
            Symbol logits = a.symbol("output");
            Symbol loss = Primitives.call(
                    new Ctc(a.integer("mask_index", 0)),
                    NormalizationOps.logSoftmaxOfRows(logits),
                    a.symbol("target"),
                    a.symbol("target_length"),
                    a.symbol("output_length"));
            return loss;
        });
    }

    private static void requireSame(String op, Symbol target, Symbol output) {
        if (!target.shape().equals(output.shape())) {
            throw KerasException.expected(
                    op, "target and output of the same shape", target.shape() + " and " + output.shape());
        }
    }

    /**
     * What the output is the sigmoid or softmax of, whichever the cross-entropy is of, or the output where it is said to be logits; null
     * if it is neither. Keras goes back so on TensorFlow.
     */
    private static Symbol logits(Arguments a) {
        Symbol output = a.symbol("output");
        Symbol logits = output.scope() instanceof Trace trace ? trace.logits(output) : output;
        return logits != output || a.flag("from_logits") ? logits : null;
    }

    private static Symbol binary(Arguments a) {
        Symbol target = a.symbol("target");
        Symbol output = a.symbol("output");
        requireSame("binary_crossentropy", target, output);
        Symbol logits = logits(a);
        if (logits != null) {
            return subtract(map(Unary.SOFTPLUS, logits), multiply(logits, target));
        }
        Symbol p = ActivationOps.between(output, EPSILON, 1 - EPSILON);
        Symbol one = constant(1);
        Symbol yes = multiply(target, map(Unary.LOG, p));
        return negative(add(yes, multiply(subtract(one, target), map(Unary.LOG, subtract(one, p)))));
    }

    /** An axis in the place of the last. */
    private static Symbol last(Symbol x, int axis) {
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.add(order.remove(axis));
        return Primitives.transpose(x, order);
    }

    private static Symbol categorical(Arguments a) {
        Symbol target = a.symbol("target");
        Symbol output = a.symbol("output");
        requireSame("categorical_crossentropy", target, output);
        int axis = a.axis("axis", output.rank(), -1);
        Symbol labels = last(target, axis);
        Symbol rows = last(output, axis);
        if (logits(a) == null) {
            return sum(labels, logarithms(divide(rows, Primitives.reduceLast(Reduction.SUM, rows))));
        }
        // The gradient is softmax(logits) - target, as TensorFlow's, even where the targets' sum is not 1.
        Symbol below = NormalizationOps.belowPeak(last(logits(a), axis));
        Symbol total = map(Unary.LOG, Primitives.reduceLast(Reduction.SUM, map(Unary.EXP, below)));
        Symbol constant = NormalizationOps.held(total);
        Symbol loss = sum(labels, subtract(below, constant));
        return add(loss, flat(subtract(total, constant)));
    }

    /** - sum(target log(p)) along the last axis. */
    private static Symbol sum(Symbol target, Symbol logarithms) {
        return flat(negative(Primitives.reduceLast(Reduction.SUM, multiply(target, logarithms))));
    }

    private static Symbol flat(Symbol x) {
        return Primitives.reshape(x, x.shape().withoutLast());
    }

    private static Symbol logarithms(Symbol probabilities) {
        return map(Unary.LOG, ActivationOps.between(probabilities, EPSILON, 1 - EPSILON));
    }

    private static Symbol sparse(Arguments a) {
        Symbol target = a.symbol("target");
        Symbol output = a.symbol("output");
        int axis = a.axis("axis", output.rank(), -1);
        if (axis != output.rank() - 1) {
            throw KerasException.expected("sparse_categorical_crossentropy.axis", "the last axis", axis);
        }
        Shape places = output.shape().withLast(1);
        boolean hasAxis = target.shape().equals(places);
        if (!hasAxis && !target.shape().equals(places.withoutLast())) {
            throw KerasException.expected(
                    "sparse_categorical_crossentropy",
                    "a target of shape " + places.withoutLast() + ", for output's " + output.shape(),
                    target.shape());
        }
        float[] numbers = new float[output.shape().last()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Symbol classes = constant(numbers, Shape.of(numbers.length));
        Symbol isIt = map(Binary.EQUAL, Primitives.reshape(target, places), classes);
        Symbol logits = logits(a);
        return sum(isIt, NormalizationOps.logSoftmaxOfRows(logits == null ? logarithms(output) : logits));
    }
}
