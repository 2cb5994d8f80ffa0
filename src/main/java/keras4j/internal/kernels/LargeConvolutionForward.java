package keras4j.internal.kernels;

/** A {@link LargeConvolution}'s outputs. */
final class LargeConvolutionForward extends LargeConvolution {
    private final View y;
    private final View winners;

    LargeConvolutionForward(Convolution of, View x, View kernel, View bias, View y, View winners, Tiles tiles) {
        super(of, x, kernel, bias, bias != null, tiles);
        this.y = y;
        this.winners = winners;
    }

    @Override
    public void run() {
        putKernels();
        runImages();
    }

    @Override
    void tile(int part, int from, int to, int at, int count) {
        if (!epilogue.isNeeded()) {
            pieces(part, 0, from, to, y.array(), y.offset() + at);
            return;
        }
        for (int tap = 0; tap < taps(); tap++) {
            pieces(part, tap, from, to, epilogue.sums(part, tap, count), 0);
        }
        epilogue.forward(part, count, at, y, winners);
    }

    @Override
    void piece(int part, int tap, int from, int count, int g, float[] numbers, int at) {
        Matrix inputs = patches(part, tap, from, count, g);
        Matrix outputs = outputs(part, count);
        outputs.multiply(part, inputs, kernel(g), 0, count);
        takeSums(part, outputs, numbers, at, count, g);
    }
}
