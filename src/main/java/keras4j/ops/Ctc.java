package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/**
 * The negative logarithm of the probability of labels, summed over all ways to spread them over the steps (Graves et al., 2006):
 * of logarithms of probabilities (batch, time, classes), labels (batch, labels), and how many labels and steps of each sample
 * count. Gives (batch).
 */
record Ctc(int blank) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        return Shape.of(inputs.get(0).dim(0));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol slope = Primitives.call(new Slope(blank), y.inputs().toArray(Symbol[]::new));
        Symbol each = Primitives.reshape(dy.get(0), Shape.of(y.dim(0), 1, 1));
        return Arrays.asList(Primitives.multiply(each, slope), null, null, null);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        Paths paths = new Paths(x, blank);
        return paths.kernel(
                (table, sample) -> y[0].array()[y[0].offset() + sample] = (float) -paths.logProbability(table, sample));
    }

    /** The derivatives of the loss with respect to the logarithms of probabilities. */
    record Slope(int blank) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        /** None: TensorFlow has no gradient of this gradient either. */
        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return List.of();
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            Paths paths = new Paths(x, blank);
            return paths.kernel((table, sample) -> paths.slope(table, sample, y[0]));
        }
    }

    /** What is done for a sample. */
    private interface Work {
        void run(double[][] table, int sample);
    }

    /** The paths through a sample's steps: places are the labels with the blank before, between and behind them. */
    private static final class Paths {
        private final View[] x;
        private final int blank;
        private final int time;
        private final int classes;
        private final int labels;

        Paths(View[] x, int blank) {
            this.x = x;
            this.blank = blank;
            time = x[0].shape().dim(1);
            classes = x[0].shape().dim(2);
            labels = x[1].shape().dim(1);
        }

        /** Each thread has two tables of steps and places. */
        Kernel kernel(Work work) {
            double[][][] tables = new double[Parallel.PARTS][2][];
            Parallel.Loop loop = (part, from, to) -> {
                for (int k = 0; k < 2; k++) {
                    tables[part][k] = tables[part][k] == null ? new double[time * (2 * labels + 1)] : tables[part][k];
                }
                for (int sample = from; sample < to; sample++) {
                    work.run(tables[part], sample);
                }
            };
            Parallel parallel = new Parallel(loop, 1);
            int samples = x[0].shape().dim(0);
            return () -> parallel.run(0, samples);
        }

        private static float number(View view, int at) {
            return view.array()[view.offset() + at];
        }

        private int steps(int sample) {
            return Math.min(time, (int) number(x[3], sample));
        }

        private int places(int sample) {
            return 2 * Math.min(labels, (int) number(x[2], sample)) + 1;
        }

        /** The class at a place. */
        private int at(int sample, int place) {
            return place % 2 == 0 ? blank : (int) number(x[1], sample * labels + place / 2);
        }

        private double log(int sample, int step, int place) {
            return number(x[0], (sample * time + step) * classes + at(sample, place));
        }

        private boolean mayJump(int sample, int place) {
            return place > 1 && place % 2 == 1 && at(sample, place) != at(sample, place - 2);
        }

        private static double sum(double a, double b) {
            double largest = Math.max(a, b);
            return largest == Double.NEGATIVE_INFINITY ? largest : largest + Math.log1p(Math.exp(-Math.abs(a - b)));
        }

        /** Fills the first table: of all ways to be at a place at a step, that step counted. */
        double logProbability(double[][] table, int sample) {
            double[] a = table[0];
            int steps = steps(sample);
            int places = places(sample);
            if (steps == 0) {
                return places == 1 ? 0 : Double.NEGATIVE_INFINITY;
            }
            Arrays.fill(a, 0, places, Double.NEGATIVE_INFINITY);
            for (int place = 0; place < Math.min(2, places); place++) {
                a[place] = log(sample, 0, place);
            }
            for (int step = 1; step < steps; step++) {
                for (int place = 0; place < places; place++) {
                    int before = (step - 1) * places + place;
                    double ways = a[before];
                    ways = place > 0 ? sum(ways, a[before - 1]) : ways;
                    ways = mayJump(sample, place) ? sum(ways, a[before - 2]) : ways;
                    a[step * places + place] = ways + log(sample, step, place);
                }
            }
            int last = steps * places - 1;
            return places == 1 ? a[last] : sum(a[last], a[last - 1]);
        }

        /** Fills the second table: of all ways from a place at a step to the end, that step not counted. */
        private void fillBack(double[] b, int sample, int steps, int places) {
            Arrays.fill(b, (steps - 1) * places, steps * places, Double.NEGATIVE_INFINITY);
            for (int place = Math.max(0, places - 2); place < places; place++) {
                b[(steps - 1) * places + place] = 0;
            }
            for (int step = steps - 2; step >= 0; step--) {
                for (int place = 0; place < places; place++) {
                    int behind = (step + 1) * places + place;
                    double ways = b[behind] + log(sample, step + 1, place);
                    if (place + 1 < places) {
                        ways = sum(ways, b[behind + 1] + log(sample, step + 1, place + 1));
                    }
                    if (place + 2 < places && mayJump(sample, place + 2)) {
                        ways = sum(ways, b[behind + 2] + log(sample, step + 1, place + 2));
                    }
                    b[step * places + place] = ways;
                }
            }
        }

        void slope(double[][] table, int sample, View y) {
            int row = time * classes;
            int first = y.offset() + sample * row;
            Arrays.fill(y.array(), first, first + row, 0);
            int steps = steps(sample);
            int places = places(sample);
            double all = logProbability(table, sample);
            if (all == Double.NEGATIVE_INFINITY || steps == 0) {
                return;
            }
            fillBack(table[1], sample, steps, places);
            for (int step = 0; step < steps; step++) {
                for (int place = 0; place < places; place++) {
                    int k = step * places + place;
                    y.array()[first + step * classes + at(sample, place)] -=
                            (float) Math.exp(table[0][k] + table[1][k] - all);
                }
            }
        }
    }
}
