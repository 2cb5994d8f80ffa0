package keras4j.internal.kernels;

/** For each channel the sum of numbers over rows, and that of their products with others less the mean of these. */
public final class ChannelProducts extends ChannelSums {
    private final View x;
    private final View mean;
    private final View y;
    private final View sum;
    private final View product;
    private final float[] means;
    private final float[] sums;
    private final float[] products;

    /**
     * @param x (.., channels), contiguous in an array
     * @param mean (channels), is subtracted from x
     * @param y what is added up, of x's shape, contiguous in an array
     * @param sum of y: (channels), is written; null if it is not wanted
     * @param product the sum of y (x - mean), the same
     */
    public ChannelProducts(View x, View mean, View y, View sum, View product) {
        super(x);
        this.x = x;
        this.mean = mean;
        this.y = y;
        this.sum = sum;
        this.product = product;
        means = new float[channels];
        sums = new float[channels];
        products = new float[channels];
    }

    @Override
    void begin() {
        mean.buffer().get(mean.offset(), means, 0, channels);
    }

    @Override
    void add(Part part, int from, int to) {
        int at = from * channels;
        int count = (to - from) * channels;
        products(x.array(), x.offset() + at, y.array(), y.offset() + at, count, means, part, channels);
        for (int c = 0; c < channels; c++) {
            part.first[c] += part.sum[c];
            part.second[c] += part.product[c];
        }
    }

    private static void products(
            float[] x, int xAt, float[] y, int yAt, int count, float[] mean, Part part, int channels) {
        float[] sum = part.sum;
        float[] product = part.product;
        for (int row = 0; row < count; row += channels) {
            for (int c = 0; c < channels; c++) {
                float number = y[yAt + row + c];
                sum[c] += number;
                product[c] += number * (x[xAt + row + c] - mean[c]);
            }
        }
    }

    @Override
    void finish() {
        for (int c = 0; c < channels; c++) {
            double all = 0;
            double allProducts = 0;
            for (Part part : parts) {
                if (part.rows > 0) {
                    all += part.first[c];
                    allProducts += part.second[c];
                }
            }
            sums[c] = (float) all;
            products[c] = (float) allProducts;
        }
        ChannelMoments.write(sums, sum);
        ChannelMoments.write(products, product);
    }
}
