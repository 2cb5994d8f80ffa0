package keras4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.OutputNames;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.layers.LayerTrace;
import keras4j.ops.Penalties;
import keras4j.ops.Symbol;

/** The loss of a described step as compile's arguments, regularizers and layers say it. */
final class CompiledLoss {
    private final Network network;
    private final Compiled compiled;
    private final LayerTrace trace;
    private final StepLosses losses;
    private List<Symbol> ofOutputs = List.of();

    CompiledLoss(Network network, Compiled compiled, LayerTrace trace, StepLosses losses) {
        this.losses = losses;
        this.network = network;
        this.compiled = compiled;
        this.trace = trace;
    }

    /**
     * The sum of all.
     *
     * @param sampleWeights none, those of all outputs, or one for each, null for none
     */
    Symbol of(List<Symbol> y, List<Symbol> yPred, List<Symbol> sampleWeights) {
        List<Symbol> terms = new ArrayList<>();
        if (compiled != null && compiled.hasLoss()) {
            OutputNames names = network.outputNames();
            List<Loss> all = compiled.losses(names);
            List<Double> weights = compiled.lossWeights(names);
            if (yPred.size() != all.size() || y.size() != all.size()) {
                throw KerasException.expected(
                        "computeLoss",
                        "predictions and labels for the outputs " + names,
                        yPred.size() + " and " + y.size());
            }
            List<Symbol> each = new ArrayList<>();
            for (int k = 0; k < all.size(); k++) {
                Loss loss = all.get(k);
                Symbol sampleWeight =
                        sampleWeights.isEmpty() ? null : sampleWeights.get(sampleWeights.size() == 1 ? 0 : k);
                each.add(loss == null ? null : losses.of(loss, y.get(k), yPred.get(k), sampleWeight));
                if (loss != null) {
                    terms.add(weights.get(k) == 1 ? each.get(k) : each.get(k).times(weights.get(k)));
                }
            }
            ofOutputs = each;
        }
        terms.addAll(added());
        return terms.stream()
                .reduce(Symbol::plus)
                .orElseThrow(() -> KerasException.expected(
                        "computeLoss",
                        "a loss: that of compile(loss(..)), call.addLoss(..) in a layer, or a computeLoss of the model",
                        "none"));
    }

    /** Those of the outputs, without their weights, null for an output without one; none before compile's were asked for. */
    List<Symbol> ofOutputs() {
        return ofOutputs;
    }

    /** What regularizers and {@code addLoss} add, by now. */
    List<Symbol> added() {
        List<Symbol> all = new ArrayList<>(trace.losses());
        List<Slot> trained = network.trainable();
        network.bySymbol().forEach((weight, slot) -> {
            if (slot.spec().regularizer() != null && trained.contains(slot)) {
                all.add(Penalties.of(slot.spec().regularizer(), trace.stages().now(weight)));
            }
        });
        return all;
    }
}
