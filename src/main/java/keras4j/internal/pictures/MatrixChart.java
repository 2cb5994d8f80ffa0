package keras4j.internal.pictures;

import java.util.Arrays;

/** A square table of counts, the darker the more of a row they are. */
public final class MatrixChart {
    private static final double SIZE = 12;
    private static final double LEAST_CELL = 34;
    private static final double MARGIN = 14;
    private static final double LABEL = 22;
    private static final int DARK = 0x08519c;
    private static final int FRAME = 0x606060;

    private MatrixChart() {}

    /**
     * The picture.
     *
     * @param names of rows and columns
     * @param down what rows are
     * @param across what columns are
     */
    public static Picture picture(int[][] counts, String[] names, String down, String across) {
        double widest = Arrays.stream(names)
                .mapToDouble(name -> Picture.textWidth(name, SIZE))
                .max()
                .orElse(0);
        double cell = Math.max(LEAST_CELL, widestCount(counts) + 12);
        boolean turned = widest + 8 > cell;
        double left = MARGIN + LABEL + widest + 8;
        double top = MARGIN + LABEL + (turned ? widest + 8 : LABEL);
        double side = cell * names.length;
        Picture picture = new Picture(left + side + MARGIN, top + side + MARGIN);
        picture.text(across, left + side / 2, MARGIN + SIZE, SIZE + 1, 0, Picture.Align.CENTER, false);
        picture.turnedText(down, MARGIN + SIZE, top + side / 2, SIZE + 1, 0);
        double half = Picture.textHeight(SIZE) / 2;
        for (int i = 0; i < names.length; i++) {
            double middle = (i + 0.5) * cell;
            picture.text(names[i], left - 8, top + middle + half, SIZE, 0, Picture.Align.RIGHT, false);
            if (turned) {
                double length = Picture.textWidth(names[i], SIZE);
                picture.turnedText(names[i], left + middle + half, top - 8 - length / 2, SIZE, 0);
            } else {
                picture.text(names[i], left + middle, top - 8, SIZE, 0, Picture.Align.CENTER, false);
            }
        }
        for (int row = 0; row < counts.length; row++) {
            long sum = Math.max(1, Arrays.stream(counts[row]).asLongStream().sum());
            for (int column = 0; column < counts.length; column++) {
                double part = (double) counts[row][column] / sum;
                double x = left + column * cell;
                double y = top + row * cell;
                picture.area(x, y, cell, cell, shade(part));
                String text = Integer.toString(counts[row][column]);
                int color = part > 0.5 ? 0xffffff : counts[row][column] == 0 ? 0xb0b0b0 : 0;
                double base = y + cell / 2 + half;
                picture.text(text, x + cell / 2, base, SIZE, color, Picture.Align.CENTER, false);
            }
        }
        picture.border(FRAME, 1, left, top, side, side);
        return picture;
    }

    private static double widestCount(int[][] counts) {
        return Arrays.stream(counts)
                .flatMapToInt(Arrays::stream)
                .mapToDouble(count -> Picture.textWidth(Integer.toString(count), SIZE))
                .max()
                .orElse(0);
    }

    /** Between white and dark. */
    private static int shade(double part) {
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int dark = DARK >> shift & 0xff;
            color |= (int) Math.round(255 + (dark - 255) * part) << shift;
        }
        return color;
    }
}
