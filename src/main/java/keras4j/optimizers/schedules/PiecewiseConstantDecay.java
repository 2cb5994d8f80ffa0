package keras4j.optimizers.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import keras4j.core.Config;
import keras4j.core.KerasException;

/** The first value up to the first boundary, that step included, then the second, and so on. Keras: {@code PiecewiseConstantDecay}. */
public final class PiecewiseConstantDecay extends NamedSchedule<PiecewiseConstantDecay> {
    private List<? extends Number> boundaries = List.of();
    private List<? extends Number> values = List.of();

    private PiecewiseConstantDecay() {
        super("PiecewiseConstant");
    }

    /**
     * @param boundaries steps, growing
     * @param values learning rates, one more
     */
    public PiecewiseConstantDecay(List<? extends Number> boundaries, List<? extends Number> values) {
        this();
        set(known("boundaries", boundaries), known("values", values));
    }

    private List<? extends Number> known(String argument, List<? extends Number> numbers) {
        if (numbers == null || numbers.stream().anyMatch(Objects::isNull)) {
            throw KerasException.expected(where(argument), "a list of numbers", numbers);
        }
        return List.copyOf(numbers);
    }

    private void set(List<? extends Number> steps, List<? extends Number> rates) {
        for (int i = 0; i < steps.size(); i++) {
            notNegative("boundaries", steps.get(i).doubleValue());
            if (i > 0 && !(steps.get(i).doubleValue() > steps.get(i - 1).doubleValue())) {
                throw KerasException.expected(where("boundaries"), "growing steps", steps);
            }
        }
        rates.forEach(rate -> notNegative("values", rate.doubleValue()));
        if (steps.isEmpty() || rates.size() != steps.size() + 1) {
            throw KerasException.expected(
                    where("values"),
                    "one more than the boundaries " + steps + ", of which there is one at least",
                    rates);
        }
        boundaries = steps;
        values = rates;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        set(
                numbers("boundaries", config.raw("boundaries", boundaries)),
                numbers("values", config.raw("values", values)));
    }

    private List<? extends Number> numbers(String argument, Object found) {
        List<Number> all = new ArrayList<>();
        for (Object one : found instanceof List<?> list ? list : List.of("")) {
            if (!(one instanceof Number number)) {
                throw KerasException.expected(where(argument), "a list of numbers", found);
            }
            all.add(number);
        }
        return all;
    }

    @Override
    public double at(long step) {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece).longValue()) {
            piece++;
        }
        return values.get(piece).floatValue();
    }
}
