package keras4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Printable;
import keras4j.internal.graph.Graph;
import keras4j.internal.pictures.Diagram;
import keras4j.internal.pictures.Picture;
import keras4j.internal.pictures.TableBox;
import keras4j.internal.pictures.TableBox.Cell;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.layers.SerializedLayers;
import keras4j.ops.Symbol;

/** Draws a model's layers as boxes, with what leads to what. */
final class ModelPlot {
    private static final int WHITE = 0xffffff;
    private static final int GREEN = 0x228b22;
    private static final int RED = 0xb22222;

    private final Options options;
    private final boolean leftToRight;
    private final boolean expandNested;

    private ModelPlot(Options options) {
        this.options = options;
        leftToRight = options.get(PlotModelArg.Rankdir.class, PlotModelArg.Rankdir::value, "TB")
                .equals("LR");
        expandNested = options.get(PlotModelArg.ExpandNested.class, PlotModelArg.ExpandNested::value, false);
    }

    static void write(Model model, Path file, PlotModelArg... args) {
        Options options = new Options("plotModel", args);
        Picture.check("plotModel", file);
        model.built("plotModel");
        int dpi = options.get(PlotModelArg.Dpi.class, PlotModelArg.Dpi::value, 200);
        new ModelPlot(options).group(model, null).picture().write("plotModel", file, dpi);
    }

    private Diagram.Group group(Model model, String label) {
        Diagram.Group group = new Diagram.Group(leftToRight, label);
        Graph graph = model.graph();
        List<Layer<?>> layers = LayerHooks.parts(model);
        Map<Layer<?>, Integer> numbers = new HashMap<>();
        for (Layer<?> layer : layers) {
            numbers.put(layer, numbers.size());
            boolean isExpanded = expandNested && layer instanceof Model;
            group.add(isExpanded ? group((Model) layer, Printable.of(layer.getName())) : box(graph, layer));
        }
        for (Layer<?> layer : layers) {
            for (Symbol call : graph.callsOf(layer)) {
                List<Symbol> inputs = call.inputs();
                for (int i = 0; i < inputs.size(); i++) {
                    Integer from = numbers.get(Layer.of(inputs.get(i)));
                    if (from != null) {
                        group.connect(from, inputs.get(i).output(), numbers.get(layer), i);
                    } else if (label != null) { // from the input of a Sequential, which has no box
                        group.connect(-1, graph.inputs().indexOf(inputs.get(i)), numbers.get(layer), i);
                    }
                }
            }
        }
        if (label != null) {
            connectOutside(group, graph, numbers);
        }
        return group;
    }

    /** What leads to a model in another one, and from it. */
    private static void connectOutside(Diagram.Group group, Graph graph, Map<Layer<?>, Integer> numbers) {
        for (int i = 0; i < graph.inputs().size(); i++) {
            Integer input = numbers.get(Layer.of(graph.inputs().get(i)));
            if (input != null) {
                group.connect(-1, i, input, 0);
            }
        }
        for (int i = 0; i < graph.outputs().size(); i++) {
            Symbol output = graph.outputs().get(i);
            Integer from = numbers.get(Layer.of(output));
            if (from != null) {
                group.connect(from, output.output(), -1, i);
            }
        }
    }

    private TableBox box(Graph graph, Layer<?> layer) {
        String className = LayerHooks.className(layer);
        boolean isNamed = options.get(PlotModelArg.ShowLayerNames.class, PlotModelArg.ShowLayerNames::value, false);
        TableBox box = new TableBox(
                isNamed
                        ? new Cell("(" + className + ")", Printable.of(layer.getName()), true, WHITE, 0)
                        : new Cell("", className, true, WHITE, 0));
        Map<String, Object> config = layer instanceof OpLayer // which has no config
                ? Map.of()
                : Config.map("config", SerializedLayers.serialize(layer).get("config"));
        if (options.get(PlotModelArg.ShowLayerActivations.class, PlotModelArg.ShowLayerActivations::value, false)
                && config.get("activation") != null) {
            box.row(List.of(new Cell("Activation:", activation(config.get("activation")))));
        }
        List<Cell> cells = new ArrayList<>();
        Symbol call = graph.callsOf(layer).get(0);
        if (options.get(PlotModelArg.ShowShapes.class, PlotModelArg.ShowShapes::value, false)) {
            if (!(layer instanceof Input)) {
                cells.add(new Cell("Input shape:", shapes(call.inputs())));
            }
            cells.add(new Cell("Output shape:", shapes(call.outputs())));
        }
        if (options.get(PlotModelArg.ShowDtype.class, PlotModelArg.ShowDtype::value, false)) {
            boolean isInput = layer instanceof Input && config.get("dtype") instanceof String;
            cells.add(new Cell("Output dtype:", isInput ? (String) config.get("dtype") : "float32"));
        }
        if (options.get(PlotModelArg.ShowTrainable.class, PlotModelArg.ShowTrainable::value, false)
                && hasWeights(layer)) {
            boolean trained = layer.isTrainable();
            cells.add(new Cell("", trained ? "Trainable" : "Non-trainable", true, WHITE, trained ? GREEN : RED));
        }
        box.row(cells);
        return box;
    }

    private static boolean hasWeights(Layer<?> layer) {
        return !LayerHooks.builtWeights(layer).isEmpty()
                || LayerHooks.parts(layer).stream().anyMatch(ModelPlot::hasWeights);
    }

    private static String activation(Object value) {
        if (value instanceof Map<?, ?> object) {
            Object name = Config.map("activation", object).get("registered_name");
            return Printable.of(name == null ? object.get("class_name") : name);
        }
        return Printable.of(value);
    }

    private static String shapes(List<Symbol> symbols) {
        List<String> all = symbols.stream().map(Symbol::batched).toList();
        return all.size() == 1 ? all.get(0) : all.toString();
    }
}
