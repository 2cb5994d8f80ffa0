package keras4j.internal.dl4j;

import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.internal.kernels.Table;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Before an embedding of DL4J's, which reads whole samples: that rounds any number to one of a row, and gives no gradient by
 * its inputs. Here others are refused, and the gradient is 0.
 */
public final class RowNumbers extends ReshapePreProcessor {
    private static final long serialVersionUID = 1L;

    private final int rows;

    /**
     * @param before the lengths of the axes of a row that comes in
     * @param after those of a sample
     * @param rows those of the embedding's table
     */
    @JsonCreator
    public RowNumbers(
            @JsonProperty("before") int[] before, @JsonProperty("after") int[] after, @JsonProperty("rows") int rows) {
        super(before, after);
        this.rows = rows;
    }

    @JsonProperty("rows")
    public int rows() {
        return rows;
    }

    /** @throws keras4j.core.KerasException if an input is not the number of a row */
    @Override
    public INDArray preProcess(INDArray input, int samples, LayerWorkspaceMgr workspace) {
        float[] numbers = NdArrays.floats(input);
        int positions = Shape.of(after()).size();
        for (int i = 0; i < numbers.length; i++) {
            Table.row("Embedding", numbers[i], i, positions, rows);
        }
        return super.preProcess(input, samples, workspace);
    }

    @Override
    public INDArray backprop(INDArray output, int samples, LayerWorkspaceMgr workspace) {
        long[] shape = Shape.of(after()).batchOf(samples);
        return super.backprop(
                workspace.create(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'c'), samples, workspace);
    }

    @Override
    public InputPreProcessor clone() {
        return new RowNumbers(before(), after(), rows);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof RowNumbers that && rows == that.rows;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + rows;
    }
}
