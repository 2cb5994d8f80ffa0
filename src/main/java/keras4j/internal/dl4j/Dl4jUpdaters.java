package keras4j.internal.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.Optimizer;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * ND4J's updaters that compute the same as our optimizers. RMSprop has none, ND4J's adding epsilon outside of the root; nor has
 * AdamW, since an updater does not see the weights.
 */
public final class Dl4jUpdaters {
    private record Arguments(double rate, Map<String, Object> values) {
        double number(String name) {
            return ((Number) values.get(name)).doubleValue();
        }

        boolean flag(String name) {
            return (Boolean) values.get(name);
        }

        /** Whether nothing changes the gradients or the rate, nor lets weights decay: ND4J does not know that as Keras has it. */
        boolean isBare() {
            return values.get("learning_rate") instanceof Number
                    && List.of("weight_decay", "clipnorm", "global_clipnorm", "clipvalue").stream()
                            .allMatch(name -> values.get(name) == null || number(name) == 0)
                    && !flag("use_ema")
                    && values.get("gradient_accumulation_steps") == null;
        }
    }

    private static final Map<Class<?>, Function<Arguments, IUpdater>> FORMS =
            Map.of(Adam.class, Dl4jUpdaters::adam, SGD.class, Dl4jUpdaters::sgd);

    private Dl4jUpdaters() {}

    /** ND4J's updater that computes the same, if it has one. */
    public static Optional<IUpdater> of(Optimizer optimizer) {
        Function<Arguments, IUpdater> form = FORMS.get(optimizer.getClass());
        if (form == null) {
            return Optional.empty();
        }
        Arguments arguments = new Arguments(optimizer.learningRate(), Config.values(optimizer::config));
        return arguments.isBare() ? Optional.ofNullable(form.apply(arguments)) : Optional.empty();
    }

    private static IUpdater adam(Arguments of) {
        double beta1 = of.number("beta_1");
        double beta2 = of.number("beta_2");
        double epsilon = of.number("epsilon");
        return of.flag("amsgrad")
                ? new AMSGrad(of.rate, beta1, beta2, epsilon)
                : new org.nd4j.linalg.learning.config.Adam(of.rate, beta1, beta2, epsilon);
    }

    private static IUpdater sgd(Arguments of) {
        if (of.number("momentum") == 0) {
            return new Sgd(of.rate);
        }
        return of.flag("nesterov") ? new Nesterovs(of.rate, of.number("momentum")) : null;
    }
}
