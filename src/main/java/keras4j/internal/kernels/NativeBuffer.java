package keras4j.internal.kernels;

import java.nio.FloatBuffer;
import keras4j.core.Parallel;
import org.bytedeco.javacpp.FloatPointer;

/** Native memory, which is freed after the object. */
final class NativeBuffer extends Buffer implements NativeNumbers {
    private final FloatPointer[] views = new FloatPointer[Parallel.PARTS * OPERANDS];
    private FloatPointer pointer = new FloatPointer();
    private FloatBuffer numbers;

    @Override
    public void reserve(int size) {
        if (size > pointer.capacity()) {
            pointer.deallocate();
            pointer = NativeMemory.floats(size);
            numbers = pointer.asBuffer();
            for (int i = 0; i < views.length; i++) {
                views[i] = new FloatPointer(pointer);
            }
        }
    }

    @Override
    public FloatPointer at(int part, int operand, long index) {
        return views[part * OPERANDS + operand].position(index);
    }

    @Override
    public boolean isNative() {
        return true;
    }

    @Override
    public float get(int index) {
        return numbers.get(index);
    }

    @Override
    public void put(int index, float value) {
        numbers.put(index, value);
    }

    @Override
    public void get(int from, float[] to, int at, int count) {
        numbers.get(from, to, at, count);
    }

    @Override
    public void put(int at, float[] from, int begin, int count) {
        numbers.put(at, from, begin, count);
    }

    @Override
    public void clear(int from, int count) {
        for (int i = from; i < from + count; i++) {
            numbers.put(i, 0);
        }
    }
}
