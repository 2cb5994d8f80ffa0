package keras4j.internal.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places the boxes of a graph without cycles in rows, each below those that lead to it, with few crossings, and its edges as vertical and
 * horizontal lines between. Edges leave a box below and enter it above.
 */
final class LayeredLayout {
    private static final double ROW_GAP = 34;
    private static final double BOX_GAP = 26;
    private static final double EDGE_GAP = 14;
    private static final double TRACK = 10;
    private static final double PORT_GAP = 4;
    private static final int SWEEPS = 24;
    private static final int MOVES = 200;

    /** A box or, without a box, a place where an edge goes through a row. */
    private static final class Place {
        final double width;
        final double height;
        final List<Place> before = new ArrayList<>();
        final List<Place> after = new ArrayList<>();
        int row;
        double x;
        /** What a row is sorted by; then where it is in its column. */
        double order;

        Place(double width, double height) {
            this.width = width;
            this.height = height;
        }

        boolean isBox() {
            return height > 0;
        }
    }

    /** An edge's places, from box to box. */
    private record Way(Place from, Place to, double fromX, double toX, List<Place> through) {}

    private final List<Place> boxes = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private final List<List<Place>> rows = new ArrayList<>();
    private final List<double[]> lines = new ArrayList<>();
    private double[] tops = {};
    private double[] heights = {};
    private double width;
    private double height;

    /** Adds a box; they are numbered from 0. A height of 0 makes it a mere end of edges. */
    void add(double boxWidth, double boxHeight) {
        boxes.add(new Place(boxWidth, boxHeight));
    }

    /**
     * Adds an edge.
     *
     * @param fromX where it leaves the box, from its middle
     * @param toX where it enters the other one, from its middle
     */
    void connect(int from, int to, double fromX, double toX) {
        ways.add(new Way(boxes.get(from), boxes.get(to), fromX, toX, new ArrayList<>()));
    }

    /**
     * Places all; edges lead from boxes to later ones.
     *
     * @param isClosed whether ends of edges that come from nowhere are in the first row, and those that lead nowhere in the last
     */
    void run(boolean isClosed) {
        rank(isClosed);
        fill();
        order();
        place();
        route();
    }

    private void rank(boolean isClosed) {
        Map<Place, List<Place>> next = new LinkedHashMap<>();
        boxes.forEach(box -> next.put(box, new ArrayList<>()));
        ways.forEach(way -> next.get(way.from).add(way.to));
        for (Place box : boxes) {
            next.get(box).forEach(other -> other.row = Math.max(other.row, box.row + 1));
        }
        int last = boxes.stream().mapToInt(box -> box.row).max().orElse(0);
        for (Place box : boxes) {
            boolean isBegin = ways.stream().noneMatch(way -> way.to == box);
            if (isBegin && !next.get(box).isEmpty() && !isClosed) { // near to what it is for
                box.row = next.get(box).stream()
                                .mapToInt(other -> other.row)
                                .min()
                                .orElse(1)
                        - 1;
            } else if (isClosed && !box.isBox() && next.get(box).isEmpty()) {
                box.row = last;
            }
        }
    }

    /** Rows, with a place for each edge that goes through one. */
    private void fill() {
        int count = boxes.stream().mapToInt(box -> box.row).max().orElse(-1) + 1;
        for (int i = 0; i < count; i++) {
            rows.add(new ArrayList<>());
        }
        boxes.forEach(box -> rows.get(box.row).add(box));
        Map<String, Place> shared = new LinkedHashMap<>();
        for (Way way : ways) {
            Place before = way.from;
            for (int row = way.from.row + 1; row < way.to.row; row++) {
                // edges from one place run together as long as they can
                String key = boxes.indexOf(way.from) + " " + way.fromX + " " + row;
                Place through = shared.get(key);
                if (through == null) {
                    through = new Place(EDGE_GAP, 0);
                    through.row = row;
                    shared.put(key, through);
                    rows.get(row).add(through);
                    join(before, through);
                }
                way.through.add(through);
                before = through;
            }
            join(before, way.to);
        }
    }

    private static void join(Place above, Place below) {
        above.after.add(below);
        below.before.add(above);
    }

    /** Sorts rows again and again by where neighbours are, and keeps the order with the fewest crossings. */
    private void order() {
        List<List<Place>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            for (int i = 0; i < rows.size(); i++) {
                boolean down = sweep % 2 == 0;
                List<Place> row = rows.get(down ? i : rows.size() - 1 - i);
                for (int k = 0; k < row.size(); k++) {
                    List<Place> near = down ? row.get(k).before : row.get(k).after;
                    row.get(k).order = near.isEmpty()
                            ? k
                            : near.stream()
                                    .mapToDouble(place -> indexOf(place))
                                    .average()
                                    .orElse(k);
                }
                row.sort(Comparator.comparingDouble(place -> place.order));
            }
            long found = crossings();
            if (found < fewest) {
                fewest = found;
                best = copy();
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, best.get(i));
        }
    }

    private int indexOf(Place place) {
        return rows.get(place.row).indexOf(place);
    }

    private List<List<Place>> copy() {
        List<List<Place>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(new ArrayList<>(row)));
        return copy;
    }

    private long crossings() {
        long count = 0;
        for (List<Place> row : rows) {
            List<int[]> edges = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                for (Place below : row.get(i).after) {
                    edges.add(new int[] {i, indexOf(below)});
                }
            }
            for (int[] a : edges) {
                for (int[] b : edges) {
                    count += a[0] < b[0] && a[1] > b[1] ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** Places that stand below each other, since one leads to the next and to nothing else. */
    private static final class Column {
        final List<Place> places = new ArrayList<>();
        double x;
    }

    /** Columns from the left on, without overlaps; then each again and again as near to what it is connected with as its neighbours allow. */
    private void place() {
        Map<Place, Column> columns = columns(true);
        if (!pack(columns)) { // columns that cross each other
            columns = columns(false);
            pack(columns);
        }
        List<Column> all = new ArrayList<>(new LinkedHashSet<>(columns.values()));
        for (int sweep = 0; sweep < MOVES; sweep++) {
            Comparator<Column> byPlace = Comparator.comparingDouble(column -> column.x);
            all.sort(sweep % 2 == 0 ? byPlace : byPlace.reversed());
            for (Column column : all) {
                move(column, columns);
            }
        }
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (Map.Entry<Place, Column> each : columns.entrySet()) {
            Place place = each.getKey();
            place.x = x(place, columns);
            left = Math.min(left, place.x - place.width / 2);
            right = Math.max(right, place.x + place.width / 2);
        }
        for (Place place : columns.keySet()) {
            place.x -= left;
        }
        width = rows.isEmpty() ? 0 : right - left;
    }

    private Map<Place, Column> columns(boolean join) {
        Map<Place, Column> columns = new LinkedHashMap<>();
        for (List<Place> row : rows) {
            for (Place place : row) {
                Place above = place.before.size() == 1 ? place.before.get(0) : null;
                boolean isJoined = join && above != null && above.after.size() == 1;
                Column column = isJoined ? columns.get(above) : new Column();
                place.order = isJoined ? above.order + offset(above, place) : 0;
                column.places.add(place);
                columns.put(place, column);
            }
        }
        return columns;
    }

    private static double x(Place place, Map<Place, Column> columns) {
        return columns.get(place).x + place.order;
    }

    private static double gap(Place left, Place right) {
        return (left.width + right.width) / 2 + (left.isBox() || right.isBox() ? BOX_GAP : 0);
    }

    /** As far left as they can be; whether that can be. */
    private boolean pack(Map<Place, Column> columns) {
        for (int i = 0; i <= columns.size(); i++) {
            boolean hasMoved = false;
            for (List<Place> row : rows) {
                for (int k = 1; k < row.size(); k++) {
                    double least = x(row.get(k - 1), columns) + gap(row.get(k - 1), row.get(k));
                    double missing = least - x(row.get(k), columns);
                    if (missing > 1e-9) {
                        columns.get(row.get(k)).x += missing;
                        hasMoved = true;
                    }
                }
            }
            if (!hasMoved) {
                return true;
            }
        }
        return false;
    }

    private void move(Column column, Map<Place, Column> columns) {
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        double sum = 0;
        int count = 0;
        for (Place place : column.places) {
            List<Place> row = rows.get(place.row);
            int index = row.indexOf(place);
            if (index > 0) {
                Place left = row.get(index - 1);
                least = Math.max(least, x(left, columns) + gap(left, place) - place.order);
            }
            if (index + 1 < row.size()) {
                Place right = row.get(index + 1);
                most = Math.min(most, x(right, columns) - gap(place, right) - place.order);
            }
            for (Place above : place.before) {
                if (columns.get(above) != column) {
                    sum += x(above, columns) + offset(above, place) - place.order;
                    count++;
                }
            }
            for (Place below : place.after) {
                if (columns.get(below) != column) {
                    sum += x(below, columns) - offset(place, below) - place.order;
                    count++;
                }
            }
        }
        if (count > 0) {
            column.x = Math.max(least, Math.min(most, sum / count));
        }
    }

    /** How far right of the upper place the lower one is when their edge is straight. */
    private double offset(Place above, Place below) {
        for (Way way : ways) {
            boolean begins = way.from == above && (way.through.isEmpty() ? way.to : way.through.get(0)) == below;
            Place last = way.through.isEmpty() ? way.from : way.through.get(way.through.size() - 1);
            boolean ends = way.to == below && last == above;
            if (begins || ends) {
                return (begins ? way.fromX : 0) - (ends ? way.toX : 0);
            }
        }
        return 0;
    }

    /** A piece of an edge between two rows. */
    private record Piece(double fromX, double toX) {
        boolean isStraight() {
            return Math.abs(fromX - toX) < 0.5;
        }

        double left() {
            return Math.min(fromX, toX);
        }

        double right() {
            return Math.max(fromX, toX);
        }
    }

    /** Edges that change sides between two rows do so at heights of their own, unless they come from one place. */
    private void route() {
        List<Map<Piece, Integer>> tracks = new ArrayList<>();
        int[] counts = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            tracks.add(new LinkedHashMap<>());
            counts[row] = tracks(row, tracks.get(row));
        }
        tops = new double[rows.size()];
        heights = new double[rows.size()];
        double y = 0;
        for (int row = 0; row < rows.size(); row++) {
            tops[row] = y;
            heights[row] = rows.get(row).stream()
                    .mapToDouble(place -> place.height)
                    .max()
                    .orElse(0);
            y += heights[row] + (row + 1 < rows.size() ? gapBelow(row, counts[row]) : 0);
        }
        height = y;
        for (Way way : ways) {
            lines.add(line(way, tracks));
        }
    }

    /** Less where ends of edges go straight on. */
    private double gapBelow(int row, int tracks) {
        boolean isOfEnds = isOfEnds(rows.get(row)) || isOfEnds(rows.get(row + 1));
        return isOfEnds && tracks == 0 ? PORT_GAP : ROW_GAP + TRACK * Math.max(0, tracks - 1);
    }

    private static boolean isOfEnds(List<Place> row) {
        return row.stream().noneMatch(Place::isBox);
    }

    private List<Piece> pieces(Way way) {
        List<Piece> pieces = new ArrayList<>();
        double x = way.from.x + way.fromX;
        for (Place through : way.through) {
            pieces.add(new Piece(x, through.x));
            x = through.x;
        }
        pieces.add(new Piece(x, way.to.x + way.toX));
        return pieces;
    }

    /** Which of so many heights the pieces below a row have, from the top. */
    private int tracks(int row, Map<Piece, Integer> found) {
        TreeMap<Double, List<Piece>> bySource = new TreeMap<>();
        for (Way way : ways) {
            int index = row - way.from.row;
            if (index >= 0 && row < way.to.row) {
                Piece piece = pieces(way).get(index);
                if (!piece.isStraight()) {
                    bySource.computeIfAbsent(piece.fromX, key -> new ArrayList<>())
                            .add(piece);
                }
            }
        }
        List<double[]> taken = new ArrayList<>(); // track, left, right
        int count = 0;
        for (List<Piece> pieces : crossingFree(bySource)) {
            double left = pieces.stream().mapToDouble(Piece::left).min().orElse(0) - EDGE_GAP / 2;
            double right = pieces.stream().mapToDouble(Piece::right).max().orElse(0) + EDGE_GAP / 2;
            int track = 0;
            while (isTaken(taken, track, left, right)) {
                track++;
            }
            taken.add(new double[] {track, left, right});
            count = Math.max(count, track + 1);
            for (Piece piece : pieces) {
                found.put(piece, track);
            }
        }
        return count;
    }

    /** Of what goes to the right, what begins there comes first, and of what goes to the left the other way round. */
    private static List<List<Piece>> crossingFree(TreeMap<Double, List<Piece>> bySource) {
        List<List<Piece>> sorted = new ArrayList<>();
        for (List<Piece> pieces : bySource.descendingMap().values()) {
            if (goesRight(pieces)) {
                sorted.add(pieces);
            }
        }
        for (List<Piece> pieces : bySource.values()) {
            if (!goesRight(pieces)) {
                sorted.add(pieces);
            }
        }
        return sorted;
    }

    private static boolean goesRight(List<Piece> pieces) {
        return pieces.stream().mapToDouble(piece -> piece.toX - piece.fromX).sum() > 0;
    }

    private static boolean isTaken(List<double[]> taken, int track, double left, double right) {
        return taken.stream().anyMatch(other -> other[0] == track && other[1] < right && left < other[2]);
    }

    private double[] line(Way way, List<Map<Piece, Integer>> tracks) {
        List<double[]> points = new ArrayList<>();
        int row = way.from.row;
        points.add(new double[] {way.from.x + way.fromX, boxTop(way.from) + way.from.height});
        for (Piece piece : pieces(way)) {
            if (!piece.isStraight()) {
                double y = tops[row]
                        + heights[row]
                        + ROW_GAP / 2
                        + TRACK * tracks.get(row).get(piece);
                y -= ROW_GAP / 6;
                points.add(new double[] {piece.fromX, y});
                points.add(new double[] {piece.toX, y});
            }
            row++;
        }
        points.add(new double[] {way.to.x + way.toX, boxTop(way.to)});
        return points.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Boxes that are less high than others of their row stand in its middle. */
    private double boxTop(Place box) {
        return tops[box.row] + (heights[box.row] - box.height) / 2;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** The middle of a box from left to right. */
    double x(int box) {
        return boxes.get(box).x;
    }

    /** The top of a box. */
    double y(int box) {
        return boxTop(boxes.get(box));
    }

    /** For each edge, in the order in which they were added, its points x, y, x, y, .. . */
    List<double[]> lines() {
        return lines;
    }
}
