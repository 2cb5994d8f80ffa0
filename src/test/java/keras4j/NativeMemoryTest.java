package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import keras4j.layers.Dense;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory of models that nobody holds any more is given back. */
class NativeMemoryTest {
    /** Raised by -Dkeras4j.models=10000. */
    private static final int MODELS = Integer.getInteger("keras4j.models", 2_000);

    /** JavaCPP frees one after the other: what other tests have left would come before what this one leaves. */
    private static void freeWhatOthersHaveLeft() throws InterruptedException {
        for (long last = -1; last != Pointer.totalBytes(); ) {
            last = Pointer.totalBytes();
            System.gc();
            Thread.sleep(200);
        }
    }

    @Test
    void manyModelsNeedLittleMore() throws InterruptedException {
        freeWhatOthersHaveLeft();
        float[][] x = new float[100][100];
        float[] y = new float[100];
        long before = Pointer.totalBytes();
        long most = 0;
        long allocated = 0;
        for (int i = 0; i < MODELS; i++) {
            Sequential model = new Sequential(new Dense(400).activation("relu").inputDim(100), new Dense(1));
            model.compile(optimizer("sgd"), loss("mse"));
            model.fit(x, y, batchSize(10 + i % 90), verbose(0));
            model.predict(x, batchSize(1 + i % 100));
            most = Math.max(most, Pointer.totalBytes());
            allocated += 4L * 2 * 100 * 400;
        }
        System.out.printf("native memory: at most %d MB of %d MB%n", most >> 20, allocated >> 20);
        // What other tests hold may be there twice before the collector is called.
        assertThat(most).isLessThan(2 * before + (96L << 20)).isLessThan(allocated / 2);
    }
}
