package keras4j.internal.engine;

import keras4j.core.RowFunction;

/**
 * What an LSTM computes.
 *
 * @param steps the length of the sequences
 * @param in the numbers of an input's step
 * @param units the numbers of an output's step
 * @param offset where the weights begin: w (in, 4 units), u (units, 4 units), b (4 units), gates in Keras's order
 * @param hasBias whether there is a b
 * @param activation makes the candidates for new states, and outputs of states
 * @param recurrentActivation makes the gates
 * @param sequences whether outputs are those of all steps, or of the last
 * @param states whether behind each sample's outputs stand the last output and the last state, (units) each
 * @param zeroOutput whether the output of a step that a mask leaves out is 0, not that of the step before
 * @param backwards whether the last step is the first to be read
 * @param copies how many times with dropout what is read stands behind itself, each for its gates with factors of its own: 1
 *     or 4
 */
public record LstmShape(
        int steps,
        int in,
        int units,
        int offset,
        boolean hasBias,
        RowFunction activation,
        RowFunction recurrentActivation,
        boolean sequences,
        boolean states,
        boolean zeroOutput,
        boolean backwards,
        int copies) {
    /** The numbers of all sums of a step. */
    int out() {
        return 4 * units;
    }

    /** The numbers that a step reads: inputs, outputs of the step before, and 1 for the bias. */
    int inner() {
        return in + units + bias();
    }

    /** 1 if there is a bias, else 0. */
    int bias() {
        return hasBias ? 1 : 0;
    }

    /** The numbers of a sample's outputs without the states behind them. */
    int ofOutputs() {
        return (sequences ? steps : 1) * units;
    }

    /** The numbers of a sample's outputs, and of the states behind them. */
    int ofSample() {
        return ofOutputs() + (states ? 2 * units : 0);
    }

    /** The number of the weights. */
    int countParams() {
        return inner() * out();
    }

    /** Which step of the inputs is read at a step. */
    int time(int step) {
        return backwards ? steps - 1 - step : step;
    }
}
