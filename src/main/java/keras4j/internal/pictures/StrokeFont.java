package keras4j.internal.pictures;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Letters of lines and arcs, so that a picture needs no fonts of the system. Capitals are 14 units high, small letters 10, and the
 * lowest parts reach 4 units below the line.
 */
final class StrokeFont {
    /** A letter's lines, each x, y, x, y, .. in units, y upwards from the line; the first x is 0. */
    private record Glyph(List<double[]> strokes, double width) {}

    private static final int BELOW = 4;
    private static final double HEIGHT = 14;
    /** Of a text of size 1, what its capitals are high and how far letters are apart; letters are narrower than they are drawn. */
    private static final double CAPITALS = 0.72;

    private static final double NARROW = 0.87;
    private static final double GAP = 3.8;
    private static final double SPACE = 2;
    /** Degrees of a step of an arc. */
    private static final int STEP = 15;

    /**
     * For each character from ! to ~ its strokes. L begins a line through points, A an arc: the box of its ellipse and from which to which step
     * of 15 degrees, counterclockwise from the right. Numbers are digits of base 36, and 4 is the line on which letters stand.
     */
    private static final String[] GLYPHS = {
        "L0i09 L0405",
        "L0i0e L3i3e",
        "L343i L747i L0eae L09a9",
        "A0b9i2i A049beu L5j53",
        "A0b4i0o A84cb0o L14bi",
        "A2b7i0o A048c6m L8a8b L3ca4",
        "L0i0e",
        "A004i6i",
        "A004iiu",
        "L0c6g L0g6c L3h3b",
        "L0a8a L4e46",
        "L1503",
        "L0959",
        "L0405",
        "L037i",
        "A048i0o",
        "L2f5i54",
        "A0a8imz L7c0484",
        "A0b8iiy A048beu",
        "L646i0888",
        "L7i1i1b A048dey",
        "A048c0o L081d3g6i",
        "L0i8i34",
        "A1b7i0o A048b0o",
        "A0a8i0o L8e795624",
        "L0405 L0c0d",
        "L1503 L1c1d",
        "L8d0985",
        "L0c8c L0888",
        "L0d8905",
        "A0a6iiz L3a37 L3435",
        "A02eg0m A469d0o L9d97c6e9",
        "L045ia4 L2989",
        "L040i L0i5i L0b5b L0454 A2b8iiu A149biu",
        "A04bi3l",
        "L040i L0i5i L0454 A04aiiu",
        "L8i0i0484 L0b7b",
        "L8i0i04 L0b7b",
        "A04bi3l L6aaaa6",
        "L040i L9i94 L0b9b",
        "L0i04",
        "L6i69 A046edo",
        "L0i04 L9i09 L3c94",
        "L0i0484",
        "L040i66cic4",
        "L040i949i",
        "A04bi0o",
        "L040i L0i5i L0a5a A1a9iiu",
        "A04bi0o L78b3",
        "L040i L0i5i L0a5a A1a9iiu L5a94",
        "A0b9i2i A049beu",
        "L0iai L5i54",
        "L0i09 A049eco L9i99",
        "L0i54ai",
        "L0i447ia4ei",
        "L0i94 L9i04",
        "L0i5bai L5b54",
        "L0i9i0494",
        "L3i0i0030",
        "L0i73",
        "L0i3i3000",
        "L0d4i8d",
        "L0292",
        "L0i2f",
        "A048e0o L8e84",
        "A048e0o L0i04",
        "A048e3l",
        "A048e0o L8i84",
        "L0989 A048e0l",
        "A2c8i4c L2f24 L0e5e",
        "A048e0o L8e84 A0088eo",
        "L0i04 A068e0c L8a84",
        "L0e04 L0h0i",
        "L3e322000 L3h3i",
        "L0i04 L7e08 L2a74",
        "L0i04",
        "L0e04 A066e0c L6a64 A66ce0c Lcac4",
        "L0e04 A068e0c L8a84",
        "A048e0o",
        "A048e0o L0e00",
        "A048e0o L8e80",
        "L0e04 A068e4c",
        "A097e2i A0479eu",
        "L2i27 A248ack L0e6e",
        "L0e08 A048cco L8e84",
        "L0e448e",
        "L0e346e94ce",
        "L0e84 L8e04",
        "L0e44 L8e20",
        "L0e8e0484",
        "L4i2h2a09282140",
        "L0i02",
        "L0i2h2a49282100",
        "L092b698b"
    };

    private static final Glyph[] TABLE =
            Arrays.stream(GLYPHS).map(StrokeFont::glyph).toArray(Glyph[]::new);
    /** For what has no letter here. */
    private static final Glyph BOX = glyph("L040i8i8404");

    private static final double DIGIT = TABLE['0' - '!'].width;

    private StrokeFont() {}

    private static Glyph glyph(String text) {
        List<double[]> strokes = new ArrayList<>();
        for (String stroke : text.split(" ")) {
            int[] numbers = stroke.substring(1)
                    .chars()
                    .map(digit -> Character.digit(digit, 36))
                    .toArray();
            strokes.add(stroke.charAt(0) == 'L' ? line(numbers) : arc(numbers));
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                least = Math.min(least, stroke[i]);
                most = Math.max(most, stroke[i]);
            }
        }
        for (double[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                stroke[i] -= least;
            }
        }
        return new Glyph(strokes, most - least);
    }

    private static double[] line(int[] numbers) {
        double[] points = new double[numbers.length];
        Arrays.setAll(points, i -> i % 2 == 0 ? numbers[i] : numbers[i] - BELOW);
        return points;
    }

    private static double[] arc(int[] numbers) {
        double x = (numbers[0] + numbers[2]) / 2.0;
        double y = (numbers[1] + numbers[3]) / 2.0 - BELOW;
        int steps = numbers[5] - numbers[4];
        double[] points = new double[2 * steps + 2];
        for (int i = 0; i <= steps; i++) {
            double angle = Math.toRadians((numbers[4] + i) * STEP);
            points[2 * i] = x + (numbers[2] - numbers[0]) / 2.0 * StrictMath.cos(angle);
            points[2 * i + 1] = y + (numbers[3] - numbers[1]) / 2.0 * StrictMath.sin(angle);
        }
        return points;
    }

    private static Glyph of(char letter) {
        return letter >= '!' && letter <= '~' ? TABLE[letter - '!'] : BOX;
    }

    /** Digits are all as wide as 0. */
    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Letters without their accents. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private static double advance(char letter) {
        double width = letter == ' ' ? SPACE : isDigit(letter) ? DIGIT : of(letter).width;
        return (width + GAP) * NARROW * CAPITALS / HEIGHT;
    }

    /** How wide a text is. */
    static double width(String text, double size) {
        double width = 0;
        for (char letter : plain(text).toCharArray()) {
            width += advance(letter);
        }
        return Math.max(0, width - GAP * NARROW * CAPITALS / HEIGHT) * size;
    }

    /** How high capitals are. */
    static double height(double size) {
        return CAPITALS * size;
    }

    /** The lines of a text that begins at 0, y downwards from the line on which it stands. */
    static List<double[]> strokes(String text, double size) {
        List<double[]> all = new ArrayList<>();
        double unit = size * CAPITALS / HEIGHT;
        double x = 0;
        for (char letter : plain(text).toCharArray()) {
            double indent = isDigit(letter) ? (DIGIT - of(letter).width) / 2 : 0;
            for (double[] stroke : letter == ' ' ? List.<double[]>of() : of(letter).strokes) {
                double[] moved = new double[stroke.length];
                for (int i = 0; i < stroke.length; i += 2) {
                    moved[i] = x + (indent + stroke[i]) * unit * NARROW;
                    moved[i + 1] = -stroke[i + 1] * unit;
                }
                all.add(moved);
            }
            x += advance(letter) * size;
        }
        return all;
    }
}
