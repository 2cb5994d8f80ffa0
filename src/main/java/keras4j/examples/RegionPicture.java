package keras4j.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;

/** Draws the class, 0 or 1, that is predicted for each point of the plane, and the data over it: one panel a predictor. */
final class RegionPicture {
    /** The colours of the two regions. */
    static final Color[] REGION = {new Color(0xfde3cf), new Color(0xcfe2f6)};

    /** The colours of the data. */
    static final Color[] DATA = {new Color(0xc8590a), new Color(0x1b5fa8)};

    private static final double LOW = -0.5;
    private static final double HIGH = 1.5;
    private static final int SIZE = 300;
    private static final int MARGIN = 50;

    /** The data's, in pixels. */
    static final int RADIUS = 13;

    private final float[][] x;
    private final List<Panel> panels = new ArrayList<>();

    private record Panel(String title, int[] y, Function<float[][], int[]> predictor) {}

    /** @param x the data's two inputs each, from 0 to 1 */
    RegionPicture(float[][] x) {
        this.x = x;
    }

    /**
     * Adds a panel to the right.
     *
     * @param y the data's classes
     * @param predictor gives the classes of points
     */
    RegionPicture panel(String title, int[] y, Function<float[][], int[]> predictor) {
        panels.add(new Panel(title, y, predictor));
        return this;
    }

    /** Where a point of a panel is in the picture. */
    static Point pixel(int panel, double x1, double x2) {
        double scale = SIZE / (HIGH - LOW);
        double left = MARGIN + panel * (SIZE + MARGIN);
        return new Point((int) (left + (x1 - LOW) * scale), (int) (MARGIN + (HIGH - x2) * scale));
    }

    /** Writes a PNG file, and the folders that it needs. */
    void write(Path file) {
        int width = MARGIN + panels.size() * (SIZE + MARGIN);
        BufferedImage image = new BufferedImage(width, SIZE + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 17));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int i = 0; i < panels.size(); i++) {
            regions(image, i);
            axes(graphics, i);
            data(graphics, i);
        }
        graphics.dispose();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void regions(BufferedImage image, int panel) {
        float[][] points = new float[SIZE * SIZE][];
        for (int i = 0; i < points.length; i++) {
            double step = (HIGH - LOW) / SIZE;
            points[i] = new float[] {(float) (LOW + (i % SIZE + 0.5) * step), (float) (HIGH - (i / SIZE + 0.5) * step)};
        }
        int[] classes = panels.get(panel).predictor.apply(points);
        Point corner = pixel(panel, LOW, HIGH);
        for (int i = 0; i < points.length; i++) {
            image.setRGB(corner.x + i % SIZE, corner.y + i / SIZE, REGION[classes[i]].getRGB());
        }
    }

    private void axes(Graphics2D graphics, int panel) {
        Point corner = pixel(panel, LOW, HIGH);
        Point origin = pixel(panel, LOW, LOW);
        graphics.setColor(Color.DARK_GRAY);
        graphics.drawRect(corner.x, corner.y, SIZE, SIZE);
        centred(graphics, panels.get(panel).title, corner.x + SIZE / 2, corner.y - 20);
        centred(graphics, "x1", corner.x + SIZE / 2, origin.y + 20);
        centred(graphics, "x2", corner.x - 20, corner.y + SIZE / 2);
        for (int tick = 0; tick <= 1; tick++) {
            Point at = pixel(panel, tick, tick);
            graphics.drawLine(at.x, origin.y, at.x, origin.y + 5);
            graphics.drawLine(origin.x - 5, at.y, origin.x, at.y);
            centred(graphics, String.valueOf(tick), at.x, origin.y + 20);
            centred(graphics, String.valueOf(tick), origin.x - 20, at.y);
        }
    }

    private void data(Graphics2D graphics, int panel) {
        for (int i = 0; i < x.length; i++) {
            int label = panels.get(panel).y[i];
            Point at = pixel(panel, x[i][0], x[i][1]);
            graphics.setColor(DATA[label]);
            graphics.fillOval(at.x - RADIUS, at.y - RADIUS, 2 * RADIUS, 2 * RADIUS);
            graphics.setColor(Color.WHITE);
            centred(graphics, String.valueOf(label), at.x, at.y);
        }
    }

    private static void centred(Graphics2D graphics, String text, int x, int y) {
        int width = graphics.getFontMetrics().stringWidth(text);
        int height = graphics.getFontMetrics().getAscent()
                - graphics.getFontMetrics().getDescent();
        graphics.drawString(text, x - width / 2, y + height / 2);
    }
}
