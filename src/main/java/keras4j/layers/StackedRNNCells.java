package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.ops.Symbol;

/**
 * Cells one above the other as one {@link Cell}: each reads what the one below it gives; the output is that of the last, the states
 * are those of all, the first cell's first. Keras: {@code StackedRNNCells}.
 */
public final class StackedRNNCells extends Layer<StackedRNNCells> implements Cell {
    private final List<Layer<?>> cells = new ArrayList<>();

    StackedRNNCells() {}

    /**
     * @param cells the first reads the sequence
     * @throws KerasException if one of them is no {@link Cell}, or there is none
     */
    public StackedRNNCells(List<? extends Layer<?>> cells) {
        add(cells);
    }

    private void add(List<? extends Layer<?>> given) {
        if (given.isEmpty()) {
            throw KerasException.expected("StackedRNNCells.cells", "at least one cell", "none");
        }
        for (Layer<?> cell : given) {
            if (!(cell instanceof Cell)) {
                throw KerasException.expected("StackedRNNCells.cells", "layers that are Cells", cell);
            }
            String name = Names.snakeCase(cell.className());
            long number = cells.stream()
                    .filter(other -> other.className().equals(cell.className()))
                    .count();
            cells.add(part(number == 0 ? name : name + "_" + number, cell));
        }
    }

    @Override
    protected void config(Config config) {
        List<Layer<?>> given = config.function(
                "cells",
                cells,
                (owner, found) -> {
                    if (!(found instanceof List<?> list)) {
                        throw KerasException.expected(owner, "a list of cells", found);
                    }
                    List<Layer<?>> read = new ArrayList<>();
                    list.forEach(cell -> read.add(Wrapped.read(owner, cell)));
                    return read;
                },
                all -> all.stream().map(SerializedLayers::serialize).toList());
        if (given != cells) {
            add(given);
        }
    }

    @Override
    public List<Integer> stateSize() {
        List<Integer> lengths = new ArrayList<>();
        cells.forEach(cell -> lengths.addAll(((Cell) cell).stateSize()));
        return lengths;
    }

    @Override
    protected String weightsGroup() {
        return "cells";
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        Symbol x = inputs.get(0);
        List<Symbol> states = new ArrayList<>();
        for (Layer<?> cell : cells) {
            int from = 1 + states.size();
            List<Symbol> read = new ArrayList<>(List.of(x));
            read.addAll(inputs.subList(from, from + ((Cell) cell).stateSize().size()));
            List<Symbol> made = cell.applyAll(read);
            x = made.get(0);
            states.addAll(made.subList(1, made.size()));
        }
        List<Symbol> outputs = new ArrayList<>(List.of(x));
        outputs.addAll(states);
        return outputs;
    }
}
