package keras4j.internal.kernels;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Parallel;

/**
 * The arrays and matrices that kernels of one engine work on, tile after tile; one kernel runs at a time, so all have the same.
 * Each chunk of a {@link Parallel} loop has its own.
 */
public final class Tiles {
    private final List<List<float[]>> registers = new ArrayList<>();
    private final List<List<Matrix>> matrices = new ArrayList<>();
    private final List<List<NativeBuffer>> memories = new ArrayList<>();
    private final Scratch[] scratches = new Scratch[Parallel.PARTS];
    private int scratchSize;

    public Tiles() {
        for (int part = 0; part < Parallel.PARTS; part++) {
            registers.add(new ArrayList<>());
            matrices.add(new ArrayList<>());
            memories.add(new ArrayList<>());
        }
    }

    /** An array of at least so many numbers. */
    float[] register(int part, int number, int size) {
        List<float[]> all = registers.get(part);
        while (all.size() <= number) {
            all.add(new float[0]);
        }
        if (all.get(number).length < size) {
            all.set(number, new float[size]);
        }
        return all.get(number);
    }

    /** A matrix, which whoever works with it gives its shape first. */
    Matrix matrix(int part, int number) {
        List<Matrix> all = matrices.get(part);
        while (all.size() <= number) {
            all.add(Matrix.of(1));
        }
        return all.get(number);
    }

    /** Native memory, such as that into which a {@link Product} copies what stands in arrays; whoever works with it makes room first. */
    NativeBuffer memory(int part, int number) {
        List<NativeBuffer> all = memories.get(part);
        while (all.size() <= number) {
            all.add(new NativeBuffer());
        }
        return all.get(number);
    }

    Scratch scratch(int part, int size) {
        if (size > scratchSize) {
            scratchSize = size;
            for (int i = 0; i < scratches.length; i++) {
                scratches[i] = null;
            }
        }
        if (scratches[part] == null) {
            scratches[part] = new Scratch(scratchSize);
        }
        return scratches[part];
    }
}
