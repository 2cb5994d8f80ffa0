package keras4j.internal.pictures;

import java.util.Arrays;
import java.util.List;

/** Draws marks into dots of red, green and blue; a dot at an edge is a mixture, by how much of it is covered. */
final class Raster {
    private static final int SAMPLES = 4;
    /** How thick the lines of letters are, for a text of size 1. */
    private static final double THIN = 0.08;

    private static final double BOLD = 0.115;

    private final int width;
    private final int height;
    private final double scale;
    private final byte[] pixels;

    Raster(int width, int height, double scale) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) 0xff);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    byte[] pixels() {
        return pixels;
    }

    void draw(Picture.Mark mark) {
        if (mark instanceof Picture.Area area) {
            area(area);
        } else if (mark instanceof Picture.Polygon polygon) {
            polygon(polygon);
        } else if (mark instanceof Picture.Line line) {
            List<double[]> strokes = line.dashed() ? Picture.dashes(line.points()) : List.of(line.points());
            strokes(strokes, line.width(), line.color());
        } else if (mark instanceof Picture.Text text) {
            text(text);
        }
    }

    private void area(Picture.Area area) {
        double left = area.x() * scale;
        double top = area.y() * scale;
        double right = left + area.width() * scale;
        double bottom = top + area.height() * scale;
        for (int y = first(top); y < last(bottom, height); y++) {
            double covered = Math.min(y + 1, bottom) - Math.max(y, top);
            for (int x = first(left); x < last(right, width); x++) {
                mix(x, y, area.color(), covered * (Math.min(x + 1, right) - Math.max(x, left)));
            }
        }
    }

    private static int first(double from) {
        return Math.max(0, (int) Math.floor(from));
    }

    private static int last(double to, int most) {
        return Math.min(most, (int) Math.ceil(to));
    }

    /** By so many points of each dot. */
    private void polygon(Picture.Polygon polygon) {
        double[] points = Arrays.stream(polygon.points()).map(v -> v * scale).toArray();
        double[] box = box(points);
        for (int y = first(box[1]); y < last(box[3], height); y++) {
            for (int x = first(box[0]); x < last(box[2], width); x++) {
                int inside = 0;
                for (int i = 0; i < SAMPLES * SAMPLES; i++) {
                    double dx = (i % SAMPLES + 0.5) / SAMPLES;
                    double dy = (i / SAMPLES + 0.5) / SAMPLES;
                    inside += isInside(points, x + dx, y + dy) ? 1 : 0;
                }
                mix(x, y, polygon.color(), (double) inside / (SAMPLES * SAMPLES));
            }
        }
    }

    private static double[] box(double[] points) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; i < points.length; i++) {
            box[i % 2] = Math.min(box[i % 2], points[i]);
            box[2 + i % 2] = Math.max(box[2 + i % 2], points[i]);
        }
        return box;
    }

    private static boolean isInside(double[] points, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
            boolean crosses = points[i + 1] > y != points[j + 1] > y;
            if (crosses
                    && x
                            < (points[j] - points[i]) * (y - points[i + 1]) / (points[j + 1] - points[i + 1])
                                    + points[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    private void text(Picture.Text text) {
        List<double[]> strokes = StrokeFont.strokes(text.text(), text.size());
        for (double[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                double along = stroke[i];
                double down = stroke[i + 1];
                stroke[i] = text.x() + (text.turned() ? down : along);
                stroke[i + 1] = text.y() + (text.turned() ? -along : down);
            }
        }
        strokes(strokes, text.size() * (text.bold() ? BOLD : THIN), text.color());
    }

    /** Lines with round ends, each dot mixed once, however many of them cover it. */
    private void strokes(List<double[]> strokes, double lineWidth, int color) {
        double radius = Math.max(lineWidth * scale, 1) / 2;
        double[] all = strokes.stream()
                .flatMapToDouble(Arrays::stream)
                .map(v -> v * scale)
                .toArray();
        if (all.length == 0) {
            return;
        }
        double[] box = box(all);
        int left = first(box[0] - radius - 1);
        int top = first(box[1] - radius - 1);
        int right = last(box[2] + radius + 1, width);
        int bottom = last(box[3] + radius + 1, height);
        if (left >= right || top >= bottom) {
            return;
        }
        float[] covered = new float[(right - left) * (bottom - top)];
        for (double[] stroke : strokes) {
            for (int i = 0; i + 3 < stroke.length; i += 2) {
                double[] ends =
                        Arrays.stream(stroke, i, i + 4).map(v -> v * scale).toArray();
                segment(covered, ends, radius, left, top, right, bottom);
            }
        }
        for (int i = 0; i < covered.length; i++) {
            if (covered[i] > 0) {
                mix(left + i % (right - left), top + i / (right - left), color, covered[i]);
            }
        }
    }

    private static void segment(
            float[] covered, double[] ends, double radius, int left, int top, int right, int bottom) {
        double[] box = box(ends);
        double dx = ends[2] - ends[0];
        double dy = ends[3] - ends[1];
        double square = dx * dx + dy * dy;
        int toX = Math.min(right, (int) Math.ceil(box[2] + radius + 1));
        int toY = Math.min(bottom, (int) Math.ceil(box[3] + radius + 1));
        for (int y = Math.max(top, (int) Math.floor(box[1] - radius - 1)); y < toY; y++) {
            for (int x = Math.max(left, (int) Math.floor(box[0] - radius - 1)); x < toX; x++) {
                double px = x + 0.5 - ends[0];
                double py = y + 0.5 - ends[1];
                double along = square == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
                double ox = px - along * dx;
                double oy = py - along * dy;
                float part = (float) Math.max(0, Math.min(1, 0.5 + radius - Math.sqrt(ox * ox + oy * oy)));
                int place = (y - top) * (right - left) + x - left;
                covered[place] = Math.max(covered[place], part);
            }
        }
    }

    private void mix(int x, int y, int color, double part) {
        int place = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
            int before = pixels[place + channel] & 0xff;
            int wanted = color >> (16 - 8 * channel) & 0xff;
            pixels[place + channel] = (byte) Math.round(before + (wanted - before) * part);
        }
    }
}
