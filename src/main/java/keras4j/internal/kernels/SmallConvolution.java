package keras4j.internal.kernels;

import java.util.Arrays;

/** Convolutions by loops: all patches, then a product. */
final class SmallConvolution {
    private static final float[] ONE = {1};

    private final Convolution of;
    private final View x;
    private final View kernel;
    private final Tiles tiles;
    private final Im2col im2col;
    private final int positions;

    SmallConvolution(Convolution of, View x, View kernel, Tiles tiles) {
        this.of = of;
        this.x = x;
        this.kernel = kernel;
        this.tiles = tiles;
        im2col = new Im2col(of.window(), of.window().channels(), of.patch());
        positions = of.samples(x) * of.window().positions();
    }

    private float[] patches() {
        return tiles.register(0, 0, positions * of.patch());
    }

    private float[] written() {
        float[] patches = patches();
        im2col.write(x.array(), x.offset(), 0, positions, patches);
        return patches;
    }

    /** @param bias null for none */
    Kernel forward(View bias, View y) {
        return () -> SmallProduct.multiply(
                positions,
                of.patch(),
                of.filters(),
                written(),
                0,
                of.patch(),
                1,
                kernel.array(),
                kernel.offset(),
                of.filters(),
                1,
                bias == null ? null : bias.array(),
                bias == null ? 0 : bias.offset(),
                y.array(),
                y.offset(),
                of.filters());
    }

    /** @param dx null if it is not wanted, as the others */
    Kernel back(View dy, View dx, View dkernel, View dbias) {
        return () -> {
            if (dkernel != null) {
                ofKernel(dy, dkernel);
            }
            if (dbias != null) {
                sumTimesDy(1, ONE, 0, 0, dy, dbias);
            }
            if (dx != null) {
                ofInput(dy, dx);
            }
        };
    }

    private void ofKernel(View dy, View dkernel) {
        sumTimesDy(of.patch(), written(), 1, of.patch(), dy, dkernel);
    }

    /** The product of a matrix, (rows, positions), and dy. */
    private void sumTimesDy(int rows, float[] matrix, int row, int column, View dy, View to) {
        int filters = of.filters();
        SmallProduct.multiply(
                rows,
                positions,
                filters,
                matrix,
                0,
                row,
                column,
                dy.array(),
                dy.offset(),
                filters,
                1,
                null,
                0,
                to.array(),
                to.offset(),
                filters);
    }

    private void ofInput(View dy, View dx) {
        float[] patches = patches();
        SmallProduct.multiply(
                positions,
                of.filters(),
                of.patch(),
                dy.array(),
                dy.offset(),
                of.filters(),
                1,
                kernel.array(),
                kernel.offset(),
                1,
                of.filters(),
                null,
                0,
                patches,
                0,
                of.patch());
        Arrays.fill(dx.array(), dx.offset(), dx.offset() + dx.size(), 0);
        im2col.addBack(patches, 0, positions, dx.array(), dx.offset());
    }
}
