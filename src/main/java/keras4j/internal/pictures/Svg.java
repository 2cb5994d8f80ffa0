package keras4j.internal.pictures;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Marks as a file of Scalable Vector Graphics, whose texts are texts; they are as wide as those of a PNG, in whatever font. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    private Svg() {}

    static String of(List<Picture.Mark> marks, double width, double height) {
        Svg svg = new Svg();
        svg.out
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append("\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" font-family=\"Helvetica, Arial, sans-serif\" fill=\"none\" stroke-linecap=\"round\""
                        + " stroke-linejoin=\"round\">\n");
        marks.forEach(svg::add);
        return svg.out.append("</svg>\n").toString();
    }

    private void add(Picture.Mark mark) {
        if (mark instanceof Picture.Area area) {
            element(
                    "rect",
                    "x",
                    number(area.x()),
                    "y",
                    number(area.y()),
                    "width",
                    number(area.width()),
                    "height",
                    number(area.height()),
                    "fill",
                    color(area.color()));
        } else if (mark instanceof Picture.Polygon polygon) {
            element("polygon", "points", points(polygon.points()), "fill", color(polygon.color()));
        } else if (mark instanceof Picture.Line line) {
            for (double[] part : line.dashed() ? Picture.dashes(line.points()) : List.of(line.points())) {
                element(
                        "polyline",
                        "points",
                        points(part),
                        "stroke",
                        color(line.color()),
                        "stroke-width",
                        number(line.width()));
            }
        } else if (mark instanceof Picture.Text text && !text.text().isEmpty()) {
            String place = number(text.x()) + " " + number(text.y());
            out.append("<text transform=\"translate(")
                    .append(place)
                    .append(text.turned() ? ") rotate(-90)\"" : ")\"")
                    .append(" font-size=\"")
                    .append(number(text.size()))
                    .append("\" textLength=\"")
                    .append(number(text.width()))
                    .append("\" lengthAdjust=\"spacingAndGlyphs\"")
                    .append(text.bold() ? " font-weight=\"bold\"" : "")
                    .append(" fill=\"")
                    .append(color(text.color()))
                    .append("\">")
                    .append(escaped(text.text()))
                    .append("</text>\n");
        }
    }

    private void element(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(attributes[i + 1])
                    .append('"');
        }
        out.append("/>\n");
    }

    private static String points(double[] points) {
        StringJoiner all = new StringJoiner(" ");
        for (int i = 0; i < points.length; i += 2) {
            all.add(number(points[i]) + "," + number(points[i + 1]));
        }
        return all.toString();
    }

    private static String color(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** Characters that XML cannot have, such as most control characters, are left out. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\t\\x20-\\ud7ff\\ue000-\\ufffd\\x{10000}-\\x{10ffff}]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
