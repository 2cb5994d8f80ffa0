package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.negative;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's random ops. */
final class RandomOps {
    /** erf(sqrt(2)): the part of a normal distribution within two standard deviations. */
    private static final double WITHIN_TWO = 0.9544997361036416;

    private RandomOps() {}

    static void define() {
        drawn("RandomUniform", a -> between(draw(a, RandomNumbers.UNIFORM), a));
        drawn("RandomNormal", a -> spread(draw(a, RandomNumbers.NORMAL), a));
        drawn("TruncatedNormal", a -> {
            Symbol share = add(multiply(draw(a, RandomNumbers.UNIFORM), constant(2)), constant(-1));
            Symbol within = map(Unary.ERFINV, multiply(share, constant(WITHIN_TWO)));
            return spread(multiply(within, constant(Math.sqrt(2))), a);
        });
        drawn("RandomInteger", a -> map(Unary.FLOOR, between(draw(a, RandomNumbers.UNIFORM), a)));
        OpDefinition.define("random", "RandomCategorical", "logits", RandomOps::categories);
        OpDefinition.define("random", "RandomDropout", "inputs", RandomOps::dropped);
    }

    private static void drawn(String className, OpDefinition.Rule rule) {
        OpDefinition.define("random", className, "shape", rule);
    }

    private static Symbol draw(Arguments a, RandomNumbers.Draw draw) {
        int[] dims = a.integers("shape").stream().mapToInt(Integer::intValue).toArray();
        return draw(a, draw, Shape.of(dims));
    }

    private static Symbol draw(Arguments a, RandomNumbers.Draw draw, Shape shape, Symbol... of) {
        Object seed = a.value("seed");
        boolean isFixed = seed instanceof Number;
        if (!isFixed && !(seed instanceof SeedGenerator)) {
            throw KerasException.expected("seed", "a SeedGenerator or a whole number", seed);
        }
        Long own =
                seed instanceof SeedGenerator generator ? generator.seed() : Long.valueOf(((Number) seed).longValue());
        return Primitives.call(new RandomNumbers(draw, shape, own, isFixed), of);
    }

    /** From minval to maxval, of numbers from 0 to 1. */
    private static Symbol between(Symbol x, Arguments a) {
        double least = a.number("minval", 0);
        return add(multiply(x, constant(a.number("maxval", 1) - least)), constant(least));
    }

    private static Symbol spread(Symbol x, Arguments a) {
        return add(multiply(x, constant(a.number("stddev", 1))), constant(a.number("mean", 0)));
    }

    /** The place of the largest of logits plus numbers of Gumbel's distribution. */
    private static Symbol categories(Arguments a) {
        Symbol logits = a.symbol("logits");
        int samples = a.integer("num_samples", 1);
        int classes = logits.shape().last();
        Symbol all = Primitives.reshape(logits, Shape.of(logits.dim(0), 1, classes));
        Shape shape = Shape.of(logits.dim(0), samples, classes);
        Symbol u = draw(a, RandomNumbers.UNIFORM, shape, logits);
        Symbol chances = add(all, negative(map(Unary.LOG, negative(map(Unary.LOG, u)))));
        float[] numbers = new float[classes];
        for (int i = 0; i < classes; i++) {
            numbers[i] = i;
        }
        Symbol isIt = map(Binary.EQUAL, chances, Primitives.reduceLast(Reduction.MAX, chances));
        Symbol places = Primitives.where(isIt, constant(numbers, Shape.of(classes)), constant(classes));
        return Primitives.reshape(Primitives.reduceLast(Reduction.MIN, places), shape.withoutLast());
    }

    private static Symbol dropped(Arguments a) {
        Symbol x = a.symbol("inputs");
        double rate = a.number("rate", 0);
        if (!(rate >= 0 && rate <= 1)) {
            throw KerasException.expected("dropout.rate", "from 0 to 1", rate);
        }
        if (rate == 0) {
            return x;
        }
        if (rate == 1) {
            return Primitives.broadcast(constant(0), x.shape());
        }
        Symbol factors = draw(a, RandomNumbers.dropout(rate), noiseShape(a, x.shape()), x);
        return Primitives.where(factors, multiply(x, factors), constant(0));
    }

    /** The shape for which is drawn: as long as the input, or 1, from the last axis on. */
    private static Shape noiseShape(Arguments a, Shape x) {
        if (!(a.value("noise_shape") instanceof List<?> lengths)) {
            return x;
        }
        int[] dims = new int[lengths.size()];
        boolean fits = dims.length <= x.rank();
        for (int i = 0; i < dims.length && fits; i++) {
            dims[i] = lengths.get(i) == null ? x.dim(i) : ((Number) lengths.get(i)).intValue();
            fits = dims[i] == 1 || dims[i] == x.dim(i - dims.length);
        }
        if (!fits) {
            throw KerasException.expected("dropout.noise_shape", "lengths of " + x + ", or 1", lengths);
        }
        return Shape.of(dims);
    }
}
