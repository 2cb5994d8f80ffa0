package keras4j.internal.pictures;

import java.util.ArrayList;
import java.util.List;

/** A box that is a table: a title, white on black, and rows of cells. */
public final class TableBox extends Diagram {
    private static final double TITLE = 16;
    private static final double SIZE = 14;
    private static final double PADDING = 10;
    private static final double BORDER = 2;

    /**
     * A cell's text.
     *
     * @param bold the part of it that is bold
     * @param boldFirst whether that stands before the other part
     */
    public record Cell(String plain, String bold, boolean boldFirst, int color, int background) {
        /** Black on white. */
        public Cell(String plain, String bold) {
            this(plain, bold, false, 0, 0xffffff);
        }

        private double width(double size) {
            boolean both = !plain.isEmpty() && !bold.isEmpty();
            return Picture.textWidth(plain, size) + Picture.textWidth(bold, size) + (both ? space(size) : 0);
        }

        private static double space(double size) {
            return Picture.textWidth("a a", size) - 2 * Picture.textWidth("a", size);
        }

        private void draw(Picture picture, double middle, double base, double size) {
            double x = middle - width(size) / 2;
            String first = boldFirst ? bold : plain;
            String second = boldFirst ? plain : bold;
            picture.text(first, x, base, size, color, Picture.Align.LEFT, boldFirst);
            x += first.isEmpty() ? 0 : Picture.textWidth(first, size) + space(size);
            picture.text(second, x, base, size, color, Picture.Align.LEFT, !boldFirst);
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    /** @param title the first row */
    public TableBox(Cell title) {
        rows.add(List.of(title));
    }

    /** Adds a row, if it has cells. */
    public void row(List<Cell> cells) {
        if (!cells.isEmpty()) {
            rows.add(cells);
        }
    }

    private double size(int row) {
        return row == 0 ? TITLE : SIZE;
    }

    private double cellWidth(int row, Cell cell) {
        return cell.width(size(row)) + 2 * PADDING;
    }

    private double cellHeight(int row) {
        return Picture.textHeight(size(row)) + 2 * PADDING;
    }

    private double rowWidth(int row) {
        return BORDER
                + rows.get(row).stream()
                        .mapToDouble(cell -> cellWidth(row, cell) + BORDER)
                        .sum();
    }

    @Override
    double width() {
        double width = 0;
        for (int row = 0; row < rows.size(); row++) {
            width = Math.max(width, rowWidth(row));
        }
        return width;
    }

    @Override
    double height() {
        double height = BORDER;
        for (int row = 0; row < rows.size(); row++) {
            height += cellHeight(row) + BORDER;
        }
        return height;
    }

    @Override
    double enters(int port) {
        return 0;
    }

    @Override
    double leaves(int port) {
        return 0;
    }

    @Override
    boolean isEnd() {
        return true;
    }

    @Override
    void draw(Picture picture, double left, double top) {
        picture.area(left, top, width(), height(), 0);
        double y = top + BORDER;
        for (int row = 0; row < rows.size(); row++) {
            List<Cell> cells = rows.get(row);
            double spare = (width() - rowWidth(row)) / cells.size();
            double x = left + BORDER;
            for (Cell cell : cells) {
                double cellWidth = cellWidth(row, cell) + spare;
                picture.area(x, y, cellWidth, cellHeight(row), cell.background);
                cell.draw(picture, x + cellWidth / 2, y + cellHeight(row) - PADDING, size(row));
                x += cellWidth + BORDER;
            }
            y += cellHeight(row) + BORDER;
        }
    }
}
