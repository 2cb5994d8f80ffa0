package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutKernelTest {
    /** Gradients take the way that the numbers took; samples behind the last are not touched. */
    @Test
    void backwardHasForwardsMask() {
        DropoutKernel kernel = new DropoutKernel(new DropoutFactors(0.4, null), 50);
        kernel.seed(9);
        float[] ones = new float[200];
        Arrays.fill(ones, 1);
        float[] y = new float[200];
        float[] dx = new float[200];
        kernel.forward(null, ones, y, 3, true);
        kernel.backward(null, ones, y, ones, dx, null, 3);
        assertThat(dx).containsExactly(y);
        assertThat(Arrays.copyOf(y, 150)).containsOnly(0, (float) (1 / 0.6));
        assertThat(Arrays.copyOfRange(y, 150, 200)).containsOnly(0);
        kernel.forward(null, ones, y, 3, false);
        assertThat(Arrays.copyOf(y, 150)).containsOnly(1);
        float[] again = new float[200];
        kernel.seed(9);
        kernel.forward(null, ones, again, 3, true);
        assertThat(again).containsExactly(dx);
    }

    /** A number that is dropped is 0, whatever it was. */
    @Test
    void infinityIsDroppedToo() {
        DropoutKernel kernel = new DropoutKernel(new DropoutFactors(0.5, null), 100);
        kernel.seed(1);
        float[] x = new float[100];
        Arrays.fill(x, Float.POSITIVE_INFINITY);
        float[] y = new float[100];
        kernel.forward(null, x, y, 1, true);
        assertThat(y).containsOnly(0, Float.POSITIVE_INFINITY);
    }

    /** A layer's own seed is not changed by that of the training, and the numbers go on. */
    @Test
    void ownSeed() {
        float[] ones = new float[100];
        Arrays.fill(ones, 1);
        float[][] y = new float[4][100];
        DropoutKernel kernel = new DropoutKernel(new DropoutFactors(0.5, 7L), 100);
        kernel.seed(1);
        kernel.forward(null, ones, y[0], 1, true);
        kernel.seed(1);
        kernel.forward(null, ones, y[1], 1, true);
        DropoutKernel same = new DropoutKernel(new DropoutFactors(0.5, 7L), 100);
        same.forward(null, ones, y[2], 1, true);
        same.forward(null, ones, y[3], 1, true);
        assertThat(y[0]).containsExactly(y[2]);
        assertThat(y[1]).containsExactly(y[3]);
        assertThat(y[0]).isNotEqualTo(y[1]);
    }
}
