package keras4j;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Optimizer;
import keras4j.optimizers.RMSprop;

/**
 * What compile was given.
 *
 * @param metrics names and {@link keras4j.core.Metric} objects
 */
record Compiled(Optimizer optimizer, Loss loss, List<Object> metrics) {
    static Compiled of(CompileArg... args) {
        Options options = new Options("compile", args);
        Optimizer optimizer = options.get(Args.OptimizerArg.class, Args.OptimizerArg::value, new RMSprop());
        Loss loss = options.get(Args.LossArg.class, Args.LossArg::value, null);
        if (loss == null) {
            throw KerasException.expected(
                    "compile", "a loss, as in compile(optimizer(\"adam\"), loss(\"mse\"))", "no loss");
        }
        return new Compiled(optimizer, loss, options.get(Args.MetricsArg.class, Args.MetricsArg::value, List.of()));
    }
}
