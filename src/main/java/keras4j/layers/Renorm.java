package keras4j.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The renormalization of a {@link BatchNormalization}: in training, r and d bring what the batch's mean and deviation make of x to what
 * moving ones would make of it.
 */
final class Renorm {
    private static final List<String> LIMITS = List.of("rmax", "rmin", "dmax");

    private boolean isOn;
    private Map<String, Double> clipping = Map.of();
    private double momentum = 0.99;
    private Symbol movingStddev;
    private Symbol mean;
    private Symbol stddev;

    void setOn(boolean value) {
        isOn = value;
    }

    void momentum(double value) {
        momentum = value;
    }

    void clipping(Map<String, Double> limits) {
        Map<String, Double> known = new LinkedHashMap<>(limits);
        known.values().removeIf(limit -> limit == null);
        for (String name : known.keySet()) {
            if (!LIMITS.contains(name)) {
                throw Names.unknown("renormClipping", name, LIMITS);
            }
        }
        if (known.getOrDefault("dmax", 0.0) < 0
                || known.getOrDefault("rmin", 0.0) > known.getOrDefault("rmax", Double.MAX_VALUE)) {
            throw KerasException.expected("renormClipping", "rmin up to rmax, and a dmax of at least 0", limits);
        }
        clipping = known;
    }

    boolean isOn() {
        return isOn;
    }

    void config(Config config) {
        isOn = config.flag("renorm", isOn);
        Object limits = config.written("renorm_clipping", isOn ? (Object) clipping : null, config::raw);
        if (limits instanceof Map<?, ?> given && given != clipping) {
            Map<String, Double> numbers = new LinkedHashMap<>();
            given.forEach((name, limit) -> numbers.put((String) name, number(limits, limit)));
            clipping(numbers);
        }
        momentum = config.number("renorm_momentum", momentum);
    }

    private static Double number(Object limits, Object limit) {
        if (limit != null && !(limit instanceof Number)) {
            throw KerasException.expected("renorm_clipping", "numbers", limits);
        }
        return limit == null ? null : ((Number) limit).doubleValue();
    }

    void build(Weights weights, Shape shape, Initializer ofMean, Initializer ofVariance) {
        if (isOn) {
            Initializer ofStddev = new SquareRoots(ofVariance);
            movingStddev = weights.state("moving_stddev", shape, ofStddev);
            mean = weights.state("renorm_mean", shape, ofMean);
            stddev = weights.state("renorm_stddev", shape, ofStddev);
        }
    }

    /** How a batch's values, of mean 0 and deviation 1, become those of the moving ones: by a factor and what is then added. */
    List<Symbol> correction(Symbol ofBatch, Symbol deviation, double epsilon, Call call) {
        Symbol known = Ops.maximum(call.value(stddev), Math.sqrt(epsilon));
        Symbol r = Ops.divide(deviation, known);
        Symbol d = Ops.divide(Ops.subtract(ofBatch, call.value(mean)), known);
        if (clipping.containsKey("rmin")) {
            r = Ops.maximum(r, clipping.get("rmin"));
        }
        if (clipping.containsKey("rmax")) {
            r = Ops.minimum(r, clipping.get("rmax"));
        }
        if (clipping.containsKey("dmax")) {
            d = Ops.clip(d, -clipping.get("dmax"), clipping.get("dmax"));
        }
        return List.of(Ops.stopGradient(r), Ops.stopGradient(d));
    }

    /** Lets all moving numbers follow a batch's, and returns the moving variance. */
    Symbol follow(Symbol ofBatch, Symbol deviation, double epsilon, double movingMomentum, Call call) {
        BatchNormalization.follow(mean, ofBatch, momentum, call);
        BatchNormalization.follow(stddev, deviation, momentum, call);
        Symbol moving = BatchNormalization.follow(movingStddev, deviation, movingMomentum, call);
        return Ops.relu(Ops.subtract(Ops.square(moving), epsilon));
    }

    /** The square roots of another one's numbers. */
    private record SquareRoots(Initializer of) implements Initializer {
        @Override
        public void config(Config config) {
            of.config(config);
        }

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            of.fill(values, offset, shape);
            for (int i = offset; i < offset + shape.size(); i++) {
                values[i] = (float) Math.sqrt(values[i]);
            }
        }
    }
}
