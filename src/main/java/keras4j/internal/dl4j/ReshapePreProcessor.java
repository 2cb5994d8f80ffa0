package keras4j.internal.dl4j;

import java.util.Arrays;
import keras4j.core.Shape;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Between two DL4J layers: gives the numbers, in row-major order, other rows: (rows, before ..) to (rows, after ..). */
public class ReshapePreProcessor implements InputPreProcessor {
    private static final long serialVersionUID = 1L;

    private final int[] before;
    private final int[] after;

    ReshapePreProcessor(Shape before, Shape after) {
        this(before.dims(), after.dims());
    }

    /**
     * @param before the lengths of the axes of a row that comes in
     * @param after those of one that goes out
     */
    public ReshapePreProcessor(@JsonProperty("before") int[] before, @JsonProperty("after") int[] after) {
        this.before = before;
        this.after = after;
    }

    @JsonProperty("before")
    public final int[] before() {
        return before;
    }

    @JsonProperty("after")
    public final int[] after() {
        return after;
    }

    @Override
    public INDArray preProcess(INDArray input, int miniBatchSize, LayerWorkspaceMgr workspace) {
        return rows(ArrayType.ACTIVATIONS, input, after, workspace);
    }

    @Override
    public INDArray backprop(INDArray output, int miniBatchSize, LayerWorkspaceMgr workspace) {
        return rows(ArrayType.ACTIVATION_GRAD, output, before, workspace);
    }

    private static INDArray rows(ArrayType type, INDArray array, int[] dims, LayerWorkspaceMgr workspace) {
        Shape row = Shape.of(dims);
        return workspace.dup(type, array, 'c').reshape(row.batchOf(array.length() / row.size()));
    }

    @Override
    public InputPreProcessor clone() {
        return new ReshapePreProcessor(before, after);
    }

    @Override
    public InputType getOutputType(InputType inputType) {
        return InputType.feedForward(Shape.of(after).size());
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int miniBatchSize) {
        return new Pair<>(mask, state);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReshapePreProcessor that
                && Arrays.equals(before, that.before)
                && Arrays.equals(after, that.after);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(before) + Arrays.hashCode(after);
    }
}
