package keras4j.internal.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Something in a diagram of boxes and arrows: a box, or a diagram in this one. */
public abstract class Diagram {
    private static final double EDGE = 2;
    private static final double HEAD_LENGTH = 9;
    private static final double HEAD_WIDTH = 4;

    abstract double width();

    abstract double height();

    /**
     * Where an arrow enters, from the middle; downwards in a diagram from left to right.
     *
     * @param port the number of an input
     */
    abstract double enters(int port);

    /** The same where one leaves. */
    abstract double leaves(int port);

    /** Whether arrows end here, and do not lead on to something within. */
    abstract boolean isEnd();

    abstract void draw(Picture picture, double left, double top);

    /** The picture of it. */
    public Picture picture() {
        double margin = 12;
        Picture picture = new Picture(width() + 2 * margin, height() + 2 * margin);
        draw(picture, margin, margin);
        return picture;
    }

    /** Diagrams and what leads from which to which. */
    public static final class Group extends Diagram {
        private static final double MARGIN = 14;
        private static final double LABEL = 14;
        private static final double PORT = 14;
        private static final double PORTS_GAP = 24;

        /** From a port of one to a port of another; -1 is this group itself. */
        private record Edge(int from, int fromPort, int to, int toPort) {}

        private final boolean leftToRight;
        private final String label;
        private final List<Diagram> parts = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();
        private int inputs;
        private int outputs;
        private LayeredLayout layout;

        /**
         * An empty one.
         *
         * @param label what is in the corner of the border; null for none, and no border
         */
        public Group(boolean leftToRight, String label) {
            this.leftToRight = leftToRight;
            this.label = label;
        }

        /** Adds a part; they are numbered from 0, and arrows lead to later ones. */
        public void add(Diagram part) {
            parts.add(part);
        }

        /**
         * Leads an arrow from a part to another one, once.
         *
         * @param from -1 for what leads to this group
         * @param fromPort which of the outputs, if it is a group, or of the inputs of this one
         * @param to -1 for what this group leads to
         * @param toPort which of the inputs, if it is a group, or of the outputs of this one
         */
        public void connect(int from, int fromPort, int to, int toPort) {
            inputs = from < 0 ? Math.max(inputs, fromPort + 1) : inputs;
            outputs = to < 0 ? Math.max(outputs, toPort + 1) : outputs;
            boolean fromOne = from >= 0 && parts.get(from).isEnd();
            boolean toOne = to >= 0 && parts.get(to).isEnd();
            Edge edge = new Edge(from, fromOne ? 0 : fromPort, to, toOne ? 0 : toPort);
            if (!edges.contains(edge)) {
                edges.add(edge);
            }
        }

        private boolean isCluster() {
            return label != null;
        }

        /** Places all; again, when it is known from which side arrows come that enter one box. */
        private LayeredLayout layout() {
            if (layout == null) {
                layout = layout(new double[edges.size()]);
                layout = layout(entries());
            }
            return layout;
        }

        private LayeredLayout layout(double[] entries) {
            LayeredLayout made = new LayeredLayout();
            for (int i = 0; i < inputs; i++) {
                made.add(PORT, 0);
            }
            for (Diagram part : parts) {
                made.add(leftToRight ? part.height() : part.width(), leftToRight ? part.width() : part.height());
            }
            for (int i = 0; i < outputs; i++) {
                made.add(PORT, 0);
            }
            for (int i = 0; i < edges.size(); i++) {
                Edge edge = edges.get(i);
                double leaves = edge.from < 0 ? 0 : parts.get(edge.from).leaves(edge.fromPort);
                if (isBack(edge)) {
                    made.connect(to(edge), from(edge), 0, leaves);
                } else {
                    made.connect(from(edge), to(edge), leaves, entries[i]);
                }
            }
            made.run(isCluster());
            return made;
        }

        /** Whether it leads to a part that is called again. */
        private boolean isBack(Edge edge) {
            return from(edge) > to(edge);
        }

        private int from(Edge edge) {
            return edge.from < 0 ? edge.fromPort : inputs + edge.from;
        }

        private int to(Edge edge) {
            return edge.to < 0 ? inputs + parts.size() + edge.toPort : inputs + edge.to;
        }

        /** For each edge where it enters its box: side by side, as they come. */
        private double[] entries() {
            Map<Integer, TreeMap<Double, List<Integer>>> byTarget = new TreeMap<>();
            double[] entries = new double[edges.size()];
            for (int i = 0; i < edges.size(); i++) {
                Edge edge = edges.get(i);
                if (edge.to >= 0 && !parts.get(edge.to).isEnd()) {
                    entries[i] = parts.get(edge.to).enters(edge.toPort);
                } else if (edge.to >= 0 && !isBack(edge)) {
                    double[] line = layout.lines().get(i);
                    double side = line.length > 4 ? line[line.length - 6] : line[0];
                    byTarget.computeIfAbsent(edge.to, key -> new TreeMap<>())
                            .computeIfAbsent(side, key -> new ArrayList<>())
                            .add(i);
                }
            }
            byTarget.forEach((target, byPlace) -> {
                Diagram part = parts.get(target);
                double room = leftToRight ? part.height() : part.width();
                double gap = Math.min(PORTS_GAP, room / (byPlace.size() + 1));
                int number = 0;
                for (List<Integer> together : byPlace.values()) {
                    double at = (number++ - (byPlace.size() - 1) / 2.0) * gap;
                    together.forEach(i -> entries[i] = at);
                }
            });
            return entries;
        }

        private double contentWidth() {
            return leftToRight ? layout().height() : layout().width();
        }

        private double contentHeight() {
            return leftToRight ? layout().width() : layout().height();
        }

        @Override
        double width() {
            double text = isCluster() ? Picture.textWidth(label, LABEL) : 0;
            return Math.max(contentWidth(), text) + (isCluster() ? 2 * MARGIN : 0);
        }

        @Override
        double height() {
            return contentHeight() + (isCluster() ? 2 * MARGIN + top() : 0);
        }

        /** Room for the label. */
        private double top() {
            return isCluster() ? LABEL : 0;
        }

        private double contentLeft() {
            return (width() - contentWidth()) / 2;
        }

        private double contentTop() {
            return isCluster() ? MARGIN + top() : 0;
        }

        @Override
        double enters(int port) {
            return across(layout().x(port));
        }

        @Override
        double leaves(int port) {
            return across(layout().x(inputs + parts.size() + port));
        }

        private double across(double place) {
            return leftToRight ? contentTop() + place - height() / 2 : contentLeft() + place - width() / 2;
        }

        @Override
        boolean isEnd() {
            return false;
        }

        @Override
        void draw(Picture picture, double left, double top) {
            double x0 = left + contentLeft();
            double y0 = top + contentTop();
            if (isCluster()) {
                double right = left + width();
                double bottom = top + height();
                picture.dashes(0, 1, left, top, right, top, right, bottom, left, bottom, left, top);
                picture.text(label, left + 8, top + LABEL + 4, LABEL, 0, Picture.Align.LEFT, false);
            }
            for (int i = 0; i < edges.size(); i++) {
                edge(picture, edges.get(i), layout().lines().get(i), x0, y0, left, top);
            }
            for (int i = 0; i < parts.size(); i++) {
                double x = layout().x(inputs + i);
                double y = layout().y(inputs + i);
                Diagram part = parts.get(i);
                if (leftToRight) {
                    part.draw(picture, x0 + y, y0 + x - part.height() / 2);
                } else {
                    part.draw(picture, x0 + x - part.width() / 2, y0 + y);
                }
            }
        }

        private void edge(Picture picture, Edge edge, double[] line, double x0, double y0, double left, double top) {
            double[] points = new double[line.length];
            for (int i = 0; i < line.length; i += 2) {
                points[i] = x0 + (leftToRight ? line[i + 1] : line[i]);
                points[i + 1] = y0 + (leftToRight ? line[i] : line[i + 1]);
            }
            int last = points.length - 2;
            int along = leftToRight ? 0 : 1;
            if (edge.from < 0) {
                points[along] = leftToRight ? left : top;
            }
            if (edge.to < 0) {
                points[last + along] = leftToRight ? left + width() : top + height();
            }
            if (edge.from == edge.to) {
                loop(picture, x0, y0, edge.from);
                return;
            }
            boolean isBack = isBack(edge);
            int head = isBack ? 0 : last;
            if (edge.to >= 0 && parts.get(edge.to).isEnd()) {
                head(picture, points[head], points[head + 1], isBack ? -1 : 1);
                points[head + along] -= (isBack ? -1 : 1) * (HEAD_LENGTH - 1);
            }
            picture.line(0, EDGE, points);
        }

        private void head(Picture picture, double x, double y, int direction) {
            double back = direction * HEAD_LENGTH;
            if (leftToRight) {
                picture.polygon(0, x, y, x - back, y - HEAD_WIDTH, x - back, y + HEAD_WIDTH);
            } else {
                picture.polygon(0, x, y, x - HEAD_WIDTH, y - back, x + HEAD_WIDTH, y - back);
            }
        }

        /** From a part to itself. */
        private void loop(Picture picture, double x0, double y0, int part) {
            Diagram box = parts.get(part);
            double x = layout().x(inputs + part);
            double y = layout().y(inputs + part);
            double right = leftToRight ? x0 + y + box.width() / 2 : x0 + x + box.width() / 2;
            double middle = leftToRight ? y0 + x - box.height() / 2 : y0 + y + box.height() / 2;
            picture.line(0, EDGE, right, middle - 8, right + 10, middle - 8, right + 10, middle + 8, right, middle + 8);
        }
    }
}
