package keras4j.internal.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import keras4j.core.PythonText;

/** Curves over whole numbers, such as epochs. */
public final class LineChart {
    private static final double WIDTH = 420;
    private static final double HEIGHT = 300;
    private static final double LEFT = 62;
    private static final double RIGHT = 16;
    private static final double TOP = 34;
    private static final double BOTTOM = 46;
    private static final double TITLE = 14;
    private static final double SIZE = 11;
    private static final int GRID = 0xe4e4e4;
    private static final int FRAME = 0x606060;
    private static final int[] COLORS = {0x1f77b4, 0xd95f02};
    private static final int MAX_MARKED = 30;

    /**
     * A curve.
     *
     * @param x ascending
     * @param y as many; what is not finite is a gap
     */
    public record Curve(String name, double[] x, double[] y) {}

    private final String title;
    private final List<Curve> curves;
    private final Axis across;
    private final Axis up;
    private final double left;
    private final double top;
    private final Picture picture;

    private LineChart(Picture picture, double left, double top, String title, List<Curve> curves) {
        this.picture = picture;
        this.left = left + LEFT;
        this.top = top + TOP;
        this.title = title;
        this.curves = curves;
        across = Axis.of(curves, true);
        up = Axis.of(curves, false);
    }

    /** Charts side by side, in one or two columns. */
    public static Picture picture(List<String> titles, List<List<Curve>> curves, String x) {
        int columns = Math.min(2, titles.size());
        int rows = (titles.size() + 1) / 2;
        Picture picture = new Picture(Math.max(1, columns) * WIDTH, Math.max(1, rows) * HEIGHT);
        for (int i = 0; i < titles.size(); i++) {
            LineChart chart =
                    new LineChart(picture, i % columns * WIDTH, i / columns * HEIGHT, titles.get(i), curves.get(i));
            chart.draw(x);
        }
        return picture;
    }

    /** From where to where, and how far apart its marks are. */
    private record Axis(double from, double to, double step) {
        /** The numbers of all curves with some room; marks at 1, 2 or 5 times a power of ten. */
        static Axis of(List<Curve> curves, boolean isX) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (Curve curve : curves) {
                for (double value : isX ? curve.x : curve.y) {
                    if (Double.isFinite(value)) {
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
            }
            if (least > most) {
                return new Axis(0, 1, 1);
            }
            double range = most - least;
            double room = range > 0 ? 0.05 * range : most == 0 ? 0.5 : Math.abs(most) / 2;
            double rough = (range + 2 * room) / 5;
            double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
            double step = rough <= 2 * power ? 2 * power : rough <= 5 * power ? 5 * power : 10 * power;
            return new Axis(least - room, most + room, isX ? Math.max(1, Math.rint(step)) : step);
        }

        double part(double value) {
            return (value - from) / (to - from);
        }

        List<Double> marks() {
            List<Double> marks = new ArrayList<>();
            for (double i = Math.ceil(from / step); i * step <= to; i++) {
                marks.add(i * step);
            }
            return marks;
        }

        /** As many digits as the step needs. */
        String text(double mark) {
            if (step < 1e-4 || Math.abs(to) >= 1e6) {
                return PythonText.of(Double.parseDouble(String.format(Locale.ROOT, "%.3g", mark)) + 0.0);
            }
            int digits = (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
            return PythonText.of(mark + 0.0, digits);
        }
    }

    private double width() {
        return WIDTH - LEFT - RIGHT;
    }

    private double height() {
        return HEIGHT - TOP - BOTTOM;
    }

    private double x(double value) {
        return left + across.part(value) * width();
    }

    private double y(double value) {
        return top + (1 - up.part(value)) * height();
    }

    private void draw(String xLabel) {
        for (double mark : up.marks()) {
            picture.line(GRID, 1, left, y(mark), left + width(), y(mark));
            double base = y(mark) + Picture.textHeight(SIZE) / 2;
            picture.text(up.text(mark), left - 7, base, SIZE, FRAME, Picture.Align.RIGHT, false);
        }
        for (double mark : across.marks()) {
            picture.line(GRID, 1, x(mark), top, x(mark), top + height());
            picture.text(across.text(mark), x(mark), top + height() + 17, SIZE, FRAME, Picture.Align.CENTER, false);
        }
        picture.border(FRAME, 1, left, top, width(), height());
        picture.text(title, left, top - 12, TITLE, 0, Picture.Align.LEFT, true);
        double middle = left + width() / 2;
        picture.text(xLabel, middle, top + height() + 35, SIZE + 1, 0, Picture.Align.CENTER, false);
        double right = left + width();
        for (int i = curves.size() - 1; i >= 0 && curves.size() > 1; i--) {
            int color = COLORS[i % COLORS.length];
            picture.text(curves.get(i).name, right, top - 12, SIZE, FRAME, Picture.Align.RIGHT, false);
            right -= Picture.textWidth(curves.get(i).name, SIZE) + 8;
            picture.line(color, 2, right - 16, top - 16, right, top - 16);
            right -= 32;
        }
        for (int i = 0; i < curves.size(); i++) {
            curve(curves.get(i), COLORS[i % COLORS.length]);
        }
    }

    private void curve(Curve curve, int color) {
        List<Double> points = new ArrayList<>();
        for (int i = 0; i <= curve.y.length; i++) {
            if (i < curve.y.length && Double.isFinite(curve.y[i])) {
                points.add(x(curve.x[i]));
                points.add(y(curve.y[i]));
                if (curve.y.length <= MAX_MARKED) {
                    mark(x(curve.x[i]), y(curve.y[i]), color);
                }
            } else if (!points.isEmpty()) {
                picture.line(color, 2, points.stream().mapToDouble(d -> d).toArray());
                points.clear();
            }
        }
    }

    private void mark(double x, double y, int color) {
        picture.line(color, 5, x, y, x, y);
    }
}
