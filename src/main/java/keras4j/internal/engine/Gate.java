package keras4j.internal.engine;

import keras4j.core.RowFunction;

/**
 * An activation inside a recurrent kernel: sigmoid and tanh by {@link FastTanh}, any other as it is. Arrays are
 * (units, samples).
 */
abstract class Gate {
    /** Whether backward reads the inputs; otherwise outputs may be written over them. */
    abstract boolean keepsInputs();

    abstract void forward(float[] x, float[] y, int units, int samples);

    abstract void backward(float[] x, float[] y, float[] dy, float[] dx, int units, int samples);

    static Gate of(RowFunction function) {
        return switch (function.name()) {
            case "sigmoid" -> new FastSigmoidGate();
            case "tanh" -> new FastTanhGate();
            default -> new FunctionGate(function);
        };
    }

    private static final class FastSigmoidGate extends Gate {
        @Override
        boolean keepsInputs() {
            return false;
        }

        @Override
        void forward(float[] x, float[] y, int units, int samples) {
            FastTanh.sigmoid(x, y, units * samples);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int units, int samples) {
            for (int i = 0; i < units * samples; i++) {
                dx[i] = dy[i] * (y[i] * (1 - y[i]));
            }
        }
    }

    private static final class FastTanhGate extends Gate {
        @Override
        boolean keepsInputs() {
            return false;
        }

        @Override
        void forward(float[] x, float[] y, int units, int samples) {
            FastTanh.tanh(x, y, units * samples);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int units, int samples) {
            for (int i = 0; i < units * samples; i++) {
                dx[i] = dy[i] * (1 - y[i] * y[i]);
            }
        }
    }

    /** Functions of rows, whose numbers stand below each other here. */
    private static final class FunctionGate extends Gate {
        private final RowFunction function;
        private final float[][] rows = new float[4][0];

        FunctionGate(RowFunction function) {
            this.function = function;
        }

        @Override
        boolean keepsInputs() {
            return true;
        }

        /** A matrix (units, samples) as (samples, units). */
        private float[] rows(int number, float[] columns, int units, int samples) {
            if (rows[number].length < units * samples) {
                rows[number] = new float[units * samples];
            }
            transpose(columns, rows[number], units, samples);
            return rows[number];
        }

        private static void transpose(float[] source, float[] target, int sourceRows, int targetRows) {
            for (int i = 0; i < sourceRows; i++) {
                for (int j = 0; j < targetRows; j++) {
                    target[j * sourceRows + i] = source[i * targetRows + j];
                }
            }
        }

        @Override
        void forward(float[] x, float[] y, int units, int samples) {
            float[] outputs = rows(1, y, units, samples);
            function.forward(rows(0, x, units, samples), outputs, samples, units);
            transpose(outputs, y, samples, units);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int units, int samples) {
            float[] inputs = rows(0, x, units, samples);
            float[] outputs = rows(1, y, units, samples);
            float[] gradients = rows(2, dx, units, samples);
            function.backward(inputs, outputs, rows(3, dy, units, samples), gradients, samples, units);
            transpose(gradients, dx, samples, units);
        }
    }
}
