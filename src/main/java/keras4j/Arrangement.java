package keras4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.OutputNames;
import keras4j.core.Shape;
import keras4j.core.Structure;
import keras4j.data.BatchSource;
import keras4j.internal.graph.Network;

/** Brings inputs and labels that are given in lists and maps into the order of a model's inputs and outputs. */
final class Arrangement {
    private final Network network;
    private final Compiled compiled;
    private final boolean isOwn;

    /**
     * @param compiled null for a model that is only to predict
     * @param isOwn whether the model's own steps say what becomes of the data, which then need not fit
     */
    Arrangement(Network network, Compiled compiled, boolean isOwn) {
        this.network = network;
        this.compiled = compiled;
        this.isOwn = isOwn;
    }

    /**
     * The same samples in that order; of labels that there need not be, since an output has no loss, stand none.
     *
     * @throws KerasException if something is missing, null included, or has a name of no output
     */
    BatchSource of(String verb, BatchSource data) {
        int[] inputs = inputs(verb, data.xStructure());
        int[] labels = data.hasLabels() ? labels(verb, data.yStructure(), data.yShapes()) : new int[0];
        boolean isSame = isInOrder(inputs, data.xStructure()) && isInOrder(labels, data.yStructure());
        return isSame ? data : data.ordered(inputs, labels);
    }

    private static boolean isInOrder(int[] places, Structure given) {
        return Arrays.equals(places, inOrder(given.size()));
    }

    private static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    private int[] inputs(String verb, Structure given) {
        List<String> names = network.inputNames();
        Structure wanted = network.graph().inputStructure();
        int[] places = wanted.places(given, names);
        if (places == null || isOwn && isIncomplete(places)) {
            return inOrder(given.size()); // where the number is another, others say so
        }
        if (isIncomplete(places)) {
            throw wrong(verb + "(x)", "inputs for ", wanted, names, given);
        }
        return places;
    }

    private static boolean isIncomplete(int[] places) {
        return Arrays.stream(places).anyMatch(place -> place < 0);
    }

    /** The error for others than are wanted; one that is called by another name is named. */
    static KerasException wrong(String where, String what, Structure wanted, List<String> names, Structure given) {
        List<String> valid = wanted.paths(names);
        boolean areNames = given.isFlatMap() && (wanted.isFlat() || wanted.isFlatMap());
        return given.paths(null).stream()
                .filter(name -> areNames && !valid.contains(name))
                .findFirst()
                .map(name -> Names.unknown(where, name, valid))
                .orElseGet(() -> KerasException.expected(where, what + valid, given.paths(null)));
    }

    private int[] labels(String verb, Structure given, List<Shape> shapes) {
        OutputNames outputs = network.outputNames();
        int[] places = outputs.structure().places(given, outputs.layers());
        if (places == null && compiled != null && !isOwn) {
            places = ofLosses(given, outputs);
        }
        if (places == null || isOwn && isIncomplete(places)) {
            return inOrder(given.size());
        }
        boolean areAllTaken = Arrays.stream(places).filter(place -> place >= 0).count() == given.size();
        if (!isOwn && (!areAllTaken || isWithoutLabels(places, shapes, outputs))) {
            throw wrong(verb + "(y)", "labels for the outputs ", outputs.structure(), outputs.layers(), given);
        }
        return places;
    }

    /** Labels of those outputs only that have a loss. */
    private int[] ofLosses(Structure given, OutputNames outputs) {
        int[] places = new int[outputs.size()];
        int count = 0;
        for (int k = 0; k < places.length; k++) {
            places[k] = compiled.losses(outputs).get(k) == null ? -1 : count++;
        }
        return count == given.size() ? places : null;
    }

    private boolean isWithoutLabels(int[] places, List<Shape> shapes, OutputNames outputs) {
        return compiled != null
                && IntStream.range(0, places.length)
                        .filter(k -> places[k] < 0 || shapes.get(places[k]).equals(Shape.EMPTY))
                        .anyMatch(k -> compiled.losses(outputs).get(k) != null);
    }
}
