package keras4j;

import java.util.List;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.internal.compiled.CompiledEngine;
import keras4j.internal.dl4j.Dl4jEngine;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** Which engine runs a model. */
final class Engines {
    private static final String COMPILED = "compiled";
    private static final List<String> NAMES = List.of(COMPILED, "dl4j");
    private static volatile String chosen = COMPILED;

    private Engines() {}

    /** Sets the engine of the models that begin to work from here on. */
    static void choose(String name) {
        if (!NAMES.contains(name)) {
            throw Names.unknown("setEngine", name, NAMES);
        }
        chosen = name;
    }

    /** The chosen engine. */
    static Engine make(Network network, List<OutputLoss> losses) {
        if (chosen.equals(COMPILED)) {
            return new CompiledEngine(network, losses);
        }
        NdArrays.require("engine \"dl4j\"");
        return new Dl4jEngine(network, losses);
    }
}
