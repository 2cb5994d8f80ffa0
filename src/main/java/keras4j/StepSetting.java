package keras4j;

import keras4j.core.Compiled;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerTrace;

/**
 * In what a step is described.
 *
 * @param compiled null for a model that is not compiled
 * @param trace takes what is described
 * @param of the shapes of the batches that it is for
 */
record StepSetting(Model model, Network network, Compiled compiled, LayerTrace trace, Signature of) {}
