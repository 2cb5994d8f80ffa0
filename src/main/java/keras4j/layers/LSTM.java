package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.activations.Tanh;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.tensor.Tensor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Long short-term memory over sequences: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Gates i, f, o = recurrentActivation, c~ = activation of x . kernel + h . recurrent_kernel + bias; the
 * state is c = f c + i c~, the output h = o activation(c). kernel (in, 4 units), recurrent_kernel (units, 4 units), bias (4
 * units), each i, f, c~, o side by side. Steps that a mask leaves out change neither state nor output. Keras: {@code LSTM}.
 * PyTorch: {@code LSTM}, batch_first. DL4J: {@code LSTM}, in {@code LastTimeStep} for the last output; without a bias,
 * backwards, stateful, with dropout or a mask this layer's own kernel.
 */
public final class LSTM extends Recurrent<LSTM> {
    private final LstmGates gates = new LstmGates(this);

    LSTM() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public LSTM(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public LSTM recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public LSTM recurrentActivation(ActivationFunction function) {
        return set(() ->
                gates.recurrentActivation = KerasException.notNull("LSTM.recurrentActivation", "a function", function));
    }

    /** Whether the forget gate's bias begins with 1, whatever the initializer of the others; true unless given. */
    public LSTM unitForgetBias(boolean value) {
        return set(() -> gates.unitForgetBias = value);
    }

    @Override
    Gates gates() {
        return gates;
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        return LstmForms.toTorch(weights);
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        return LstmForms.fromTorch(parameters);
    }

    /** Over whole sequences. DL4J's has a bias, reads forwards, and where it has a mask it begins anew. */
    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        if (!hasBias()
                || sequences().returnState
                || isStateful()
                || sequences().goBackwards
                || hasDropout()
                || hasRecurrentDropout()) {
            return null;
        }
        org.deeplearning4j.nn.conf.layers.LSTM lstm = new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                .nIn(input.last())
                .nOut(units())
                .activation(activation().nd4j())
                .gateActivationFunction(gates.recurrentActivation.nd4j())
                .dataFormat(RNNFormat.NWC)
                .build();
        return sequences().returnSequences ? lstm : new LastTimeStep(lstm);
    }

    @Override
    protected List<String> dl4jParams() {
        return List.of("W", "RW", "b");
    }

    @Override
    protected List<INDArray> dl4jViews(String key, INDArray param) {
        return LstmForms.gates(param);
    }

    @Override
    protected Shape dl4jShape(Shape shape) {
        return shape;
    }
}
