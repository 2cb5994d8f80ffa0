package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import keras4j.core.OptimizerState;
import keras4j.core.Printable;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/** Keras's table of a model's layers. */
final class Summary {
    /** As Keras has them on a terminal of 80 columns. */
    private static final int[] CHAIN = {31, 22, 13};

    private static final int[] GRAPH = {19, 17, 10, 17};
    /** The column of numbers. */
    private static final int PARAMS = 2;

    private final StringBuilder text = new StringBuilder();
    private final int[] widths;

    private Summary(int[] widths) {
        this.widths = widths;
    }

    /**
     * @param network null if the model is not built
     * @param optimizer null before the first fit
     */
    static String of(String name, List<Layer<?>> layers, Network network, OptimizerState optimizer) {
        boolean chain = network == null || network.graph().isChain();
        Summary table = new Summary(chain ? CHAIN : GRAPH);
        table.text.append("Model: \"").append(Printable.of(name)).append("\"\n");
        table.rule('┏', '━', '┳', '┓');
        table.row('┃', "Layer (type)", "Output Shape", "Param #", "Connected to");
        table.rule('┡', '━', '╇', '┩');
        for (int i = 0; i < layers.size(); i++) {
            if (i > 0) {
                table.rule('├', '─', '┼', '┤');
            }
            Layer<?> layer = layers.get(i);
            String title = Printable.of(layer.getName()) + " (" + LayerHooks.className(layer) + ")";
            if (network == null) {
                table.row('│', title, "?", "0 (unbuilt)", "");
            } else {
                List<Symbol> calls = network.graph().callsOf(layer);
                table.row(
                        '│',
                        title,
                        shapes(calls.get(calls.size() - 1)),
                        String.format(Locale.ROOT, "%,d", network.placed(layer).countParams()),
                        connections(calls));
            }
        }
        table.rule('└', '─', '┴', '┘');
        long params = network == null ? 0 : network.countParams();
        long optimizerParams = optimizer == null ? 0 : optimizer.countParams();
        long optimizerBytes = optimizer == null ? 0 : optimizer.bytes();
        long bytes = network == null ? 0 : bytes(network);
        table.total("Total params", params + optimizerParams, bytes + optimizerBytes);
        long trained = network == null ? 0 : count(network.trainable());
        table.total("Trainable params", trained, 4 * trained);
        table.total("Non-trainable params", params - trained, bytes - 4 * trained);
        if (optimizer != null) {
            table.total("Optimizer params", optimizerParams, optimizerBytes);
        }
        return table.text.toString();
    }

    /** The shape of what a call gives; a list, if that is several. */
    private static String shapes(Symbol call) {
        List<String> all = call.outputs().stream()
                .map(output -> output.batched().replace(",)", ")")) // Keras writes no tuple here
                .toList();
        return all.size() == 1 ? all.get(0) : all.toString();
    }

    /** What a layer is called with: layer, number of the call, and of its output. */
    private static String connections(List<Symbol> calls) {
        String all = calls.stream()
                .flatMap(call -> call.inputs().stream())
                .map(input -> Printable.of(Layer.of(input).getName()) + "[" + input.callNumber() + "][" + input.output()
                        + "]")
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "-" : all;
    }

    private static long count(List<Slot> slots) {
        return slots.stream().mapToLong(slot -> slot.spec().shape().size()).sum();
    }

    /** As in Keras: float32, and int64 for what counts. */
    private static long bytes(Network network) {
        return network.slots().stream()
                .mapToLong(slot -> (slot.spec().kind() == WeightSpec.Kind.COUNTER ? 8L : 4L)
                        * slot.spec().shape().size())
                .sum();
    }

    private void rule(char left, char line, char middle, char right) {
        text.append(left);
        for (int i = 0; i < widths.length; i++) {
            text.append(String.valueOf(line).repeat(widths[i] + 2)).append(i + 1 < widths.length ? middle : right);
        }
        text.append('\n');
    }

    /** A row of as many lines as its longest cell needs; cells without a column are left out. */
    private void row(char border, String... cells) {
        List<List<String>> wrapped = new ArrayList<>();
        int lines = 1;
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(wrap(cells[i], widths[i]));
            lines = Math.max(lines, wrapped.get(i).size());
        }
        for (int line = 0; line < lines; line++) {
            text.append(border);
            for (int i = 0; i < widths.length; i++) {
                String cell = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                String space = " ".repeat(widths[i] - cell.length());
                boolean rightAligned = i == PARAMS;
                text.append(' ').append(rightAligned ? space + cell : cell + space);
                text.append(' ').append(border);
            }
            text.append('\n');
        }
    }

    /** Breaks between words; a word that is too long is cut. */
    private static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : cell.split(" ")) {
            String cut = word.length() > width ? word.substring(0, width - 1) + "…" : word;
            if (line.isEmpty()) {
                line = cut;
            } else if (line.length() + 1 + cut.length() <= width) {
                line += " " + cut;
            } else {
                lines.add(line);
                line = cut;
            }
        }
        lines.add(line);
        return lines;
    }

    private void total(String what, long count, double bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit + 1 < units.length) {
            size /= 1024;
            unit++;
        }
        text.append(String.format(Locale.ROOT, " %s: %,d (%.2f %s)\n", what, count, size, units[unit]));
    }
}
