import java.io.IOException;
import keras4j.Predictor;

/** keras4j's predictor. Argument: the work. */
final class PredictorBench {
    public static void main(String[] args) throws IOException {
        Predictor predictor = Keras4jBench.lesson().predictor();
        Keras4jBench.row(args[0], predictor::predict);
    }
}
