package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.ops.Symbol;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What symbols describe, as a function of arrays: planned once for each number of samples, and run for each call. It can have
 * gradients, and optimizers can take steps in it. Layers are called as in inference, unless a call says {@code training(true)}.
 * Keras: {@code keras.Function}, {@code K.function}, and what one writes with a {@code GradientTape}.
 */
public final class Function {
    /** What a function computes. */
    public interface Description {
        /**
         * Describes it.
         *
         * @param step has the arrays that the function is called with, {@code step.x(0)} and so on
         * @return what the function gives, of any shapes
         */
        List<Symbol> describe(TrainStep step);
    }

    private final Model model;
    private final Description description;
    private StepRunner runner;

    private Function(Model model, Description description) {
        this.model = model;
        this.description = description;
    }

    /** What lies between inputs and outputs of a described model, such as {@code model.inputs()} and {@code layer.output()}. */
    public static Function of(List<Symbol> inputs, List<Symbol> outputs) {
        Model between = new Model(inputs, outputs);
        return of(between, step -> between.applyAll(step.xs()));
    }

    /**
     * What is described, with the weights of a model.
     *
     * @param model has all layers that are called
     */
    public static Function of(Model model, Description description) {
        KerasException.notNull("Function", "a model", model);
        return new Function(model, KerasException.notNull("Function", "what describes it", description));
    }

    /**
     * Computes it.
     *
     * @param x one array for each input, (batch, ..), as {@link Dataset#of(Object)} takes them
     * @throws KerasException if the description does not fit these
     */
    public synchronized List<Npy> call(Object... x) {
        DescribedStep step = run(Dataset.of(Arrays.asList(x)));
        List<Npy> all = new ArrayList<>();
        for (int k = 0; k < step.shapes().size(); k++) {
            Shape shape = step.shapes().get(k);
            all.add(new Npy(Arrays.copyOf(step.outputs(k), shape.size()), shape));
        }
        return all;
    }

    /** The same. */
    public List<INDArray> call(INDArray... x) {
        return call((Object[]) x).stream()
                .map(output -> NdArrays.of(output.values(), output.shape().lengths()))
                .toList();
    }

    private DescribedStep run(Dataset data) {
        Network built = model.network(data.xShapes());
        if (built == null) {
            throw KerasException.expected("Function", "a model with layers", model);
        }
        Trainer trainer = model.trainer();
        Compiled compiled = trainer.compiled();
        Map<Optimizer, AppliedOptimizer> optimizers = trainer.steps().optimizers(built, trainer.applied());
        if (runner == null || !runner.isOf(built, compiled)) {
            StepPlanner.Description described = (kind, step) -> description.describe(step);
            long draws = runner == null ? 0 : runner.draws();
            runner = new StepRunner(new StepPlanner(model, described, built, compiled, optimizers), draws);
        }
        Pass pass = new Pass("Function", data, data.size(), 0, inputs -> List.of(), Dataset::checkFinite);
        pass.begin();
        DescribedStep step = runner.run(StepRunner.Kind.CALL, pass.next());
        if (compiled != null && step.optimizers().contains(compiled.optimizer())) {
            trainer.setTrained();
        }
        return step;
    }
}
