package keras4j.internal.engine;

import keras4j.core.ActivationFunction;

/** An activation inside a recurrent kernel: sigmoid and tanh by {@link FastTanh}, any other as it is. Arrays are (rows, width). */
abstract class Gate {
    /** Whether backward reads the inputs; otherwise outputs may be written over them. */
    abstract boolean keepsInputs();

    abstract void forward(float[] x, float[] y, int rows, int width);

    /** dx may be dy. */
    abstract void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width);

    static Gate of(ActivationFunction function) {
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
        void forward(float[] x, float[] y, int rows, int width) {
            FastTanh.sigmoid(x, y, rows * width);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width) {
            for (int i = 0; i < rows * width; i++) {
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
        void forward(float[] x, float[] y, int rows, int width) {
            FastTanh.tanh(x, y, rows * width);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width) {
            for (int i = 0; i < rows * width; i++) {
                dx[i] = dy[i] * (1 - y[i] * y[i]);
            }
        }
    }

    private static final class FunctionGate extends Gate {
        private final ActivationFunction function;

        FunctionGate(ActivationFunction function) {
            this.function = function;
        }

        @Override
        boolean keepsInputs() {
            return true;
        }

        @Override
        void forward(float[] x, float[] y, int rows, int width) {
            function.forward(x, y, rows, width);
        }

        @Override
        void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width) {
            function.backward(x, y, dy, dx, rows, width);
        }
    }
}
