package keras4j.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import keras4j.data.Dataset;

/** Draws what a network has read: how often which digit as which, and the digits that it has misread. */
final class DigitPictures {
    private static final int CELL = 44;
    private static final int SIDE = 28;
    private static final int IN_A_ROW = 10;

    private final Dataset digits;
    private final int[] read;

    /** @param read for each of the digits what it was taken for */
    DigitPictures(Dataset digits, int[] read) {
        this.digits = digits;
        this.read = read;
    }

    private int label(int digit) {
        return (int) digits.y(digit)[0];
    }

    private int[] misread() {
        return IntStream.range(0, read.length).filter(i -> read[i] != label(i)).toArray();
    }

    int countMisread() {
        return misread().length;
    }

    /** Writes a PNG file: a row for each digit, and in it how often it was read as which. */
    void confusion(Path file) {
        int[][] counts = new int[10][10];
        for (int i = 0; i < read.length; i++) {
            counts[label(i)][read[i]]++;
        }
        BufferedImage image = new BufferedImage(11 * CELL, 11 * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(image);
        for (int i = 0; i < 10; i++) {
            centred(graphics, String.valueOf(i), 0, i + 1, Color.BLACK);
            centred(graphics, String.valueOf(i), i + 1, 0, Color.BLACK);
            int all = Math.max(1, IntStream.of(counts[i]).sum());
            for (int j = 0; j < 10; j++) {
                int shade = 255 - (int) (200 * Math.sqrt((double) counts[i][j] / all));
                graphics.setColor(i == j ? new Color(shade, shade, 255) : new Color(255, shade, shade));
                graphics.fillRect((j + 1) * CELL, (i + 1) * CELL, CELL - 1, CELL - 1);
                if (counts[i][j] > 0) {
                    centred(graphics, String.valueOf(counts[i][j]), j + 1, i + 1, Color.BLACK);
                }
            }
        }
        write(image, graphics, file);
    }

    /** Writes a PNG file: each misread digit, and below it what it was taken for. */
    void misread(Path file) {
        int[] shown = misread();
        int rows = Math.max(1, (shown.length + IN_A_ROW - 1) / IN_A_ROW);
        BufferedImage image = new BufferedImage(IN_A_ROW * CELL, 2 * rows * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(image);
        for (int k = 0; k < shown.length; k++) {
            int left = k % IN_A_ROW * CELL + (CELL - SIDE) / 2;
            int top = 2 * (k / IN_A_ROW) * CELL + (CELL - SIDE) / 2;
            float[] x = digits.x(shown[k]);
            for (int p = 0; p < SIDE * SIDE; p++) {
                int grey = 255 - Math.round(255 * x[p]);
                image.setRGB(left + p % SIDE, top + p / SIDE, new Color(grey, grey, grey).getRGB());
            }
            String text = label(shown[k]) + " as " + read[shown[k]];
            centred(graphics, text, k % IN_A_ROW, 2 * (k / IN_A_ROW) + 1, Color.RED.darker());
        }
        write(image, graphics, file);
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        return graphics;
    }

    private static void centred(Graphics2D graphics, String text, int column, int row, Color color) {
        graphics.setColor(color);
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, column * CELL + (CELL - width) / 2, row * CELL + CELL / 2 + 5);
    }

    private static void write(BufferedImage image, Graphics2D graphics, Path file) {
        graphics.dispose();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
