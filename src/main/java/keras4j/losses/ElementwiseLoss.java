package keras4j.losses;

/** The mean over the last axis of a loss that compares number with number; also for losses of one's own. */
public abstract class ElementwiseLoss extends ReducedLoss {
    /** The loss of one prediction. */
    protected abstract double loss(float y, float p);

    /** Its derivative by the prediction. */
    protected abstract double gradient(float y, float p);

    @Override
    public final void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                sum += loss(yTrue[i], yPred[i]);
            }
            losses[row] = (float) (sum / width);
        }
    }

    @Override
    public final void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int i = 0; i < rows * width; i++) {
            gradients[i] = (float) (gradient(yTrue[i], yPred[i]) / width);
        }
    }
}
