package keras4j.layers;

import java.util.List;

/**
 * What a {@link RNN} does in each step: a layer, Keras's or one of your own, whose inputs are what the sequence has at a step,
 * (batch, ..), and the states before it, (batch, length) each, and whose outputs are what the step gives, (batch, width), and the
 * states after it. Its {@code call} and {@code build} are those of any layer described by ops. Keras: a cell of {@code RNN}.
 */
public interface Cell {
    /** The lengths of its states; they begin as 0. */
    List<Integer> stateSize();
}
