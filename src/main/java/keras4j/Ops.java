package keras4j;

import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.Average;
import keras4j.layers.Concatenate;
import keras4j.layers.Maximum;
import keras4j.layers.Minimum;
import keras4j.layers.Multiply;
import keras4j.layers.Subtract;
import keras4j.ops.Symbol;

/**
 * Layers without weights as functions, for models that are described by calls. They are meant for a static import: {@code
 * import static keras4j.Ops.*;} makes {@code relu(x)} of {@code new Activation("relu").apply(x)}. Keras: {@code keras.ops},
 * and {@code keras.layers.add} and its like.
 */
public final class Ops {
    private Ops() {}

    /** The sum. See {@link Add}. */
    public static Symbol add(Symbol first, Symbol second, Symbol... more) {
        return new Add().apply(first, second, more);
    }

    /** The difference. See {@link Subtract}. */
    public static Symbol subtract(Symbol first, Symbol second) {
        return new Subtract().apply(first, second);
    }

    /** The product. See {@link Multiply}. */
    public static Symbol multiply(Symbol first, Symbol second, Symbol... more) {
        return new Multiply().apply(first, second, more);
    }

    /** The mean. See {@link Average}. */
    public static Symbol average(Symbol first, Symbol second, Symbol... more) {
        return new Average().apply(first, second, more);
    }

    /** The largest. See {@link Maximum}. */
    public static Symbol maximum(Symbol first, Symbol second, Symbol... more) {
        return new Maximum().apply(first, second, more);
    }

    /** The smallest. See {@link Minimum}. */
    public static Symbol minimum(Symbol first, Symbol second, Symbol... more) {
        return new Minimum().apply(first, second, more);
    }

    /** One behind the other along the last axis. See {@link Concatenate}. */
    public static Symbol concatenate(Symbol first, Symbol second, Symbol... more) {
        return new Concatenate().apply(first, second, more);
    }

    /** Keras: {@code celu}. */
    public static Symbol celu(Symbol x) {
        return new Activation("celu").apply(x);
    }

    /** Keras: {@code elu}. */
    public static Symbol elu(Symbol x) {
        return new Activation("elu").apply(x);
    }

    /** Keras: {@code exponential}. */
    public static Symbol exponential(Symbol x) {
        return new Activation("exponential").apply(x);
    }

    /** Keras: {@code gelu}. */
    public static Symbol gelu(Symbol x) {
        return new Activation("gelu").apply(x);
    }

    /** Keras: {@code glu}. */
    public static Symbol glu(Symbol x) {
        return new Activation("glu").apply(x);
    }

    /** Keras: {@code hard_shrink}. */
    public static Symbol hardShrink(Symbol x) {
        return new Activation("hard_shrink").apply(x);
    }

    /** Keras: {@code hard_sigmoid}. */
    public static Symbol hardSigmoid(Symbol x) {
        return new Activation("hard_sigmoid").apply(x);
    }

    /** Keras: {@code hard_silu}. */
    public static Symbol hardSilu(Symbol x) {
        return new Activation("hard_silu").apply(x);
    }

    /** Keras: {@code hard_tanh}. */
    public static Symbol hardTanh(Symbol x) {
        return new Activation("hard_tanh").apply(x);
    }

    /** Keras: {@code leaky_relu}. */
    public static Symbol leakyRelu(Symbol x) {
        return new Activation("leaky_relu").apply(x);
    }

    /** Keras: {@code log_sigmoid}. */
    public static Symbol logSigmoid(Symbol x) {
        return new Activation("log_sigmoid").apply(x);
    }

    /** Keras: {@code log_softmax}. */
    public static Symbol logSoftmax(Symbol x) {
        return new Activation("log_softmax").apply(x);
    }

    /** Keras: {@code mish}. */
    public static Symbol mish(Symbol x) {
        return new Activation("mish").apply(x);
    }

    /** Keras: {@code relu}. */
    public static Symbol relu(Symbol x) {
        return new Activation("relu").apply(x);
    }

    /** Keras: {@code relu6}. */
    public static Symbol relu6(Symbol x) {
        return new Activation("relu6").apply(x);
    }

    /** Keras: {@code selu}. */
    public static Symbol selu(Symbol x) {
        return new Activation("selu").apply(x);
    }

    /** Keras: {@code sigmoid}. */
    public static Symbol sigmoid(Symbol x) {
        return new Activation("sigmoid").apply(x);
    }

    /** Keras: {@code silu}. */
    public static Symbol silu(Symbol x) {
        return new Activation("silu").apply(x);
    }

    /** Keras: {@code soft_shrink}. */
    public static Symbol softShrink(Symbol x) {
        return new Activation("soft_shrink").apply(x);
    }

    /** Keras: {@code softmax}. */
    public static Symbol softmax(Symbol x) {
        return new Activation("softmax").apply(x);
    }

    /** Keras: {@code softplus}. */
    public static Symbol softplus(Symbol x) {
        return new Activation("softplus").apply(x);
    }

    /** Keras: {@code softsign}. */
    public static Symbol softsign(Symbol x) {
        return new Activation("softsign").apply(x);
    }

    /** Keras: {@code sparse_plus}. */
    public static Symbol sparsePlus(Symbol x) {
        return new Activation("sparse_plus").apply(x);
    }

    /** Keras: {@code sparse_sigmoid}. */
    public static Symbol sparseSigmoid(Symbol x) {
        return new Activation("sparse_sigmoid").apply(x);
    }

    /** Keras: {@code sparsemax}. */
    public static Symbol sparsemax(Symbol x) {
        return new Activation("sparsemax").apply(x);
    }

    /** Keras: {@code squareplus}. */
    public static Symbol squareplus(Symbol x) {
        return new Activation("squareplus").apply(x);
    }

    /** Keras: {@code tanh}. */
    public static Symbol tanh(Symbol x) {
        return new Activation("tanh").apply(x);
    }

    /** Keras: {@code tanh_shrink}. */
    public static Symbol tanhShrink(Symbol x) {
        return new Activation("tanh_shrink").apply(x);
    }
}
