package keras4j.optimizers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.core.Variable;

/**
 * Keeps of a matrix of gradients the means of the squares of its rows, r, and columns, c: v = r c / mean(r), or for vectors v itself; then
 * w -= max(epsilon2, rms(w)) min(rate, 1 / sqrt(t)) u / max(1, rms(u) / clipThreshold) with u = g / sqrt(v). Of more than two axes, the last two
 * are rows and columns. Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory cost", 2018; as in Keras v is kept,
 * too. Keras: {@code Adafactor}.
 */
public final class Adafactor extends GradientOptimizer<Adafactor> {
    private static final String VELOCITY = "velocity";

    private double beta2Decay = -0.8;
    private double epsilon1 = 1e-30;
    private double epsilon2 = 1e-3;
    private double clipThreshold = 1;
    private boolean relativeStep = true;

    public Adafactor() {
        super(0.001);
    }

    /** How much is kept from step to step: 1 - t^beta2Decay. */
    public Adafactor beta2Decay(double value) {
        beta2Decay = Check.notPositive(this, "beta2Decay", value);
        return this;
    }

    /** Added to the squares. */
    public Adafactor epsilon1(double value) {
        epsilon1 = Check.notNegative(this, "epsilon1", value);
        return this;
    }

    /** The least size of the weights by which the learning rate is multiplied. */
    public Adafactor epsilon2(double value) {
        epsilon2 = Check.notNegative(this, "epsilon2", value);
        return this;
    }

    /** The largest size of a step before the learning rate. */
    public Adafactor clipThreshold(double value) {
        clipThreshold = Check.positive(this, "clipThreshold", value);
        return this;
    }

    /** Whether a constant learning rate is at most 1 / sqrt(t); as in Keras 3 it always is. */
    public Adafactor relativeStep(boolean value) {
        relativeStep = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        beta2Decay(config.number("beta_2_decay", beta2Decay));
        epsilon1(config.number("epsilon_1", epsilon1));
        epsilon2(config.number("epsilon_2", epsilon2));
        clipThreshold(config.number("clip_threshold", clipThreshold));
        relativeStep = config.flag("relative_step", relativeStep);
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("r", "c", VELOCITY));
    }

    /** Of vectors there is a 0 in the places of r and c. */
    @Override
    protected Shape shape(String slot, Variable variable) {
        Shape shape = variable.shape();
        if (slot.equals(VELOCITY)) {
            return shape;
        }
        if (shape.rank() < 2) {
            return Shape.of();
        }
        return slot.equals("r") ? shape.withoutLast() : shape.withoutLast().withLast(shape.last());
    }

    @Override
    protected boolean isWhole(String slot, Variable variable) {
        return !slot.equals(VELOCITY) && variable.shape().rank() < 2;
    }

    @Override
    protected boolean isElementwise() {
        return false;
    }

    /** The step stands in the place of the gradients. */
    @Override
    protected void update(Update at, int from, int to) {
        float kept = 1 - (float) Math.pow(at.step(), beta2Decay);
        Shape shape = at.variable().shape();
        if (shape.rank() < 2) {
            squares(at, from, to, kept);
        } else {
            int rows = shape.dim(-2);
            int columns = shape.dim(-1);
            int rowFrom = from;
            int columnFrom = from;
            for (int matrix = from; matrix < to; matrix += rows * columns) {
                moments(at, matrix, rows, columns, rowFrom, columnFrom, kept);
                rowFrom += rows;
                columnFrom += columns;
            }
        }
        float[] weights = at.weights();
        float[] step = at.gradients();
        float[] v = at.slot(2);
        double ofWeights = 0;
        double ofStep = 0;
        for (int i = from; i < to; i++) {
            step[i] /= (float) Math.sqrt(v[i]);
            ofWeights += weights[i] * (double) weights[i];
            ofStep += step[i] * (double) step[i];
        }
        int size = to - from;
        float rate = Math.min(at.rate(), 1 / (float) Math.sqrt(at.step()));
        float alpha = Math.max((float) epsilon2, (float) Math.sqrt(ofWeights / size)) * rate;
        float most = Math.max(1, (float) Math.sqrt(ofStep / size) / (float) clipThreshold);
        for (int i = from; i < to; i++) {
            weights[i] -= alpha * (step[i] / most);
        }
    }

    private float square(float g) {
        return g * g + (float) epsilon1;
    }

    private void squares(Update at, int from, int to, float kept) {
        float[] gradients = at.gradients();
        float[] v = at.slot(2);
        for (int i = from; i < to; i++) {
            v[i] = kept * v[i] + (1 - kept) * square(gradients[i]);
        }
    }

    private void moments(Update at, int from, int rows, int columns, int rowFrom, int columnFrom, float kept) {
        float[] gradients = at.gradients();
        float[] r = at.slot(0);
        float[] c = at.slot(1);
        float[] v = at.slot(2);
        double mean = 0;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += square(gradients[from + i * columns + j]);
            }
            r[rowFrom + i] = kept * r[rowFrom + i] + (1 - kept) * (float) (sum / columns);
            mean += r[rowFrom + i];
        }
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += square(gradients[from + i * columns + j]);
            }
            c[columnFrom + j] = kept * c[columnFrom + j] + (1 - kept) * (float) (sum / rows);
        }
        float ofRows = (float) (mean / rows);
        for (int i = 0; i < rows; i++) {
            float row = r[rowFrom + i] / ofRows;
            for (int j = 0; j < columns; j++) {
                v[from + i * columns + j] = row * c[columnFrom + j];
            }
        }
    }
}
