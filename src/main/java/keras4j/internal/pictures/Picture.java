package keras4j.internal.pictures;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;

/**
 * A drawing of areas, lines and texts, which becomes a file of PNG or SVG: without fonts, a display or native libraries, and the same bytes each time.
 * Colours are 0xRRGGBB; y is downwards.
 */
public final class Picture {
    /** Where a text is, seen from its place. */
    public enum Align {
        LEFT(0),
        CENTER(0.5),
        RIGHT(1);

        final double part;

        Align(double part) {
            this.part = part;
        }
    }

    /** What is drawn, in order. */
    sealed interface Mark {}

    /** A rectangle. */
    record Area(double x, double y, double width, double height, int color) implements Mark {}

    /** An area within points x, y, x, y, .. . */
    record Polygon(double[] points, int color) implements Mark {}

    /** Lines from point to point. */
    record Line(double[] points, int color, double width, boolean dashed) implements Mark {}

    /** A text that begins at x and stands on y; upwards if it is turned. */
    record Text(String text, double x, double y, double size, int color, boolean bold, boolean turned) implements Mark {
        double width() {
            return StrokeFont.width(text, size);
        }
    }

    private static final double DASH = 5;
    private static final long MAX_PIXELS = 1L << 28;

    private final List<Mark> marks = new ArrayList<>();
    private final double width;
    private final double height;

    /** A white one. */
    public Picture(double width, double height) {
        this.width = width;
        this.height = height;
        area(0, 0, width, height, 0xffffff);
    }

    /** Fills a rectangle. */
    public void area(double x, double y, double areaWidth, double areaHeight, int color) {
        marks.add(new Area(x, y, areaWidth, areaHeight, color));
    }

    /** Fills what lies within points x, y, x, y, .. . */
    public void polygon(int color, double... points) {
        marks.add(new Polygon(points, color));
    }

    /** Draws lines through points x, y, x, y, .. . */
    public void line(int color, double lineWidth, double... points) {
        marks.add(new Line(points, color, lineWidth, false));
    }

    /** The same of dashes. */
    public void dashes(int color, double lineWidth, double... points) {
        marks.add(new Line(points, color, lineWidth, true));
    }

    /** Draws the border of a rectangle. */
    public void border(int color, double lineWidth, double x, double y, double areaWidth, double areaHeight) {
        line(color, lineWidth, x, y, x + areaWidth, y, x + areaWidth, y + areaHeight, x, y + areaHeight, x, y);
    }

    /** Writes a text that stands on y. */
    public void text(String text, double x, double y, double size, int color, Align align, boolean bold) {
        double begin = x - align.part * textWidth(text, size);
        marks.add(new Text(text, begin, y, size, color, bold, false));
    }

    /** Writes a text upwards, on the left of x, around y. */
    public void turnedText(String text, double x, double y, double size, int color) {
        marks.add(new Text(text, x, y + textWidth(text, size) / 2, size, color, false, true));
    }

    /** How wide a text is. */
    public static double textWidth(String text, double size) {
        return StrokeFont.width(text, size);
    }

    /** How high the capitals of a text are. */
    public static double textHeight(double size) {
        return StrokeFont.height(size);
    }

    /**
     * Looks before long work whether a picture could be written there.
     *
     * @param where what messages begin with
     * @throws KerasException if the extension is neither .png nor .svg, or the file cannot be there
     */
    public static void check(String where, Path file) {
        KerasException.notNull(where, "a path", file);
        if (!isSvg(file) && !lower(file).endsWith(".png")) {
            throw KerasException.expected(where, "a name that ends with .png or .svg", file);
        }
        AtomicFile.check(file);
    }

    private static boolean isSvg(Path file) {
        return lower(file).endsWith(".svg");
    }

    private static String lower(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the file, at once when it is whole.
     *
     * @param dpi dots an inch of a PNG, where 72 are one dot for a unit
     * @throws KerasException if it cannot be written, or is to have too many dots
     */
    public void write(String where, Path file, double dpi) {
        check(where, file);
        byte[] bytes = isSvg(file) ? Svg.of(marks, width, height).getBytes(StandardCharsets.UTF_8) : png(where, dpi);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private byte[] png(String where, double dpi) {
        double scale = dpi / 72;
        double pixels = Math.ceil(width * scale) * Math.ceil(height * scale);
        if (!(pixels >= 1 && pixels <= MAX_PIXELS)) {
            throw KerasException.expected(
                    where, "a PNG of at most " + MAX_PIXELS + " dots: a lower dpi, or SVG", (long) pixels + " dots");
        }
        Raster raster = new Raster((int) Math.ceil(width * scale), (int) Math.ceil(height * scale), scale);
        marks.forEach(raster::draw);
        return Png.encode(raster.width(), raster.height(), 3, raster.pixels(), (int) Math.round(dpi));
    }

    /** A line in dashes, each of two points. */
    static List<double[]> dashes(double[] points) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i + 3 < points.length; i += 2) {
            double dx = points[i + 2] - points[i];
            double dy = points[i + 3] - points[i + 1];
            double length = Math.sqrt(dx * dx + dy * dy);
            for (double from = 0; from < length; from += 2 * DASH) {
                double to = Math.min(length, from + DASH);
                all.add(new double[] {
                    points[i] + dx * from / length, points[i + 1] + dy * from / length,
                    points[i] + dx * to / length, points[i + 1] + dy * to / length
                });
            }
        }
        return all;
    }
}
