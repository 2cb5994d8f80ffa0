package keras4j.layers;

import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.BatchSource;
import keras4j.data.Batches;
import keras4j.data.Dataset;

/**
 * Mean and population variance of data.
 *
 * @param shape the lengths of the axes along which they were kept apart
 */
record Moments(Shape shape, float[] mean, float[] variance) {
    private static final int BATCH_SIZE = 1024;

    /** Batch by batch in float64: those of each batch, then put together (Chan, Golub and LeVeque, 1979). */
    static Moments of(BatchSource data, Axes kept) {
        int[] places = kept.places();
        int size = kept.shape().size();
        int together = data.xShape().size() / size;
        double[] mean = new double[size];
        double[] squares = new double[size];
        double count = 0;
        Batches batches = data.batches(BATCH_SIZE, Dataset::checkFinite);
        batches.begin(null);
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
            double more = (double) batch.rows() * together;
            double[] batchMean = new double[size];
            double[] batchSquares = new double[size];
            int length = batch.rows() * data.xShape().size();
            for (int i = 0; i < length; i++) {
                batchMean[places[i % places.length]] += batch.x()[0][i] / more;
            }
            for (int i = 0; i < length; i++) {
                double difference = batch.x()[0][i] - batchMean[places[i % places.length]];
                batchSquares[places[i % places.length]] += difference * difference;
            }
            for (int i = 0; i < size; i++) {
                double difference = batchMean[i] - mean[i];
                mean[i] += difference * more / (count + more);
                squares[i] += batchSquares[i] + difference * difference * count * more / (count + more);
            }
            count += more;
        }
        float[] variance = new float[size];
        float[] centre = new float[size];
        for (int i = 0; i < size; i++) {
            centre[i] = (float) mean[i];
            variance[i] = (float) (squares[i] / count);
        }
        return new Moments(kept.shape(), centre, variance);
    }
}
