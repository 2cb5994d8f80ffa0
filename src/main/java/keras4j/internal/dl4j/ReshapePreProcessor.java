package keras4j.internal.dl4j;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Between two DL4J layers: gives the numbers, in row-major order, other rows: (.., before) to (rows, after). */
public class ReshapePreProcessor implements InputPreProcessor {
    private static final long serialVersionUID = 1L;

    private final long before;
    private final long after;

    /**
     * @param before the length of the last axis of what comes in
     * @param after the length of the rows that go out
     */
    public ReshapePreProcessor(@JsonProperty("before") long before, @JsonProperty("after") long after) {
        this.before = before;
        this.after = after;
    }

    @JsonProperty("before")
    public final long before() {
        return before;
    }

    @JsonProperty("after")
    public final long after() {
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

    private static INDArray rows(ArrayType type, INDArray array, long width, LayerWorkspaceMgr workspace) {
        return workspace.dup(type, array, 'c').reshape(new long[] {array.length() / width, width});
    }

    @Override
    public InputPreProcessor clone() {
        return new ReshapePreProcessor(before, after);
    }

    @Override
    public InputType getOutputType(InputType inputType) {
        return InputType.feedForward(after);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int miniBatchSize) {
        return new Pair<>(mask, state);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReshapePreProcessor that && before == that.before && after == that.after;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * before + after);
    }
}
