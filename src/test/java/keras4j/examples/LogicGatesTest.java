package keras4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogicGatesTest {
    @TempDir
    Path folder;

    private String run(Path picture) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new LogicGates(new PrintStream(printed, true, StandardCharsets.UTF_8), picture).run();
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static Color color(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
    }

    @Test
    void andAndOrAreLearnedByAPerceptronAndXorByTwoLayers() throws IOException {
        Path picture = folder.resolve("pictures/gates.png");
        String printed = run(picture);
        assertThat(printed)
                .contains(
                        "AND, perceptron: converged, epoch 9 has no error\n  y = step(3 x1 +2 x2 -4)\n",
                        "[2, 3, 3, 2, 2, 3, 2, 1, 0]",
                        "OR, perceptron: converged, epoch 6 has no error\n  y = step(2 x1 +2 x2 -1)\n",
                        "XOR, perceptron: not converged, epoch 100 has 4 errors",
                        "accuracy 1.00 after 200 epochs")
                .containsPattern(
                        "0 xor 0: 0\\.0\\d+\n  0 xor 1: 0\\.9\\d+\n  1 xor 0: 0\\.9\\d+\n  1 xor 1: 0\\.0\\d+\n");
        BufferedImage image = ImageIO.read(picture.toFile());
        int[][] gates = {{0, 0, 0, 1}, {0, 1, 1, 1}, {0, 1, 1, 0}};
        for (int panel = 0; panel < gates.length; panel++) {
            for (int corner = 0; corner < 4; corner++) {
                float[] x = LogicGates.X[corner];
                int label = gates[panel][corner];
                String place = "panel " + panel + ", corner " + corner;
                // a little outside of the data
                Point near = RegionPicture.pixel(panel, 1.4 * x[0] - 0.2, 1.4 * x[1] - 0.2);
                assertThat(color(image, near.x, near.y)).as(place).isEqualTo(RegionPicture.REGION[label]);
                Point at = RegionPicture.pixel(panel, x[0], x[1]);
                assertThat(color(image, at.x + RegionPicture.RADIUS - 3, at.y))
                        .as(place)
                        .isEqualTo(RegionPicture.DATA[label]);
            }
        }
    }

    @Test
    void eachRunIsTheSame() {
        Path picture = folder.resolve("gates.png");
        Path again = folder.resolve("again.png");
        assertThat(run(picture).replace(picture.toString(), ""))
                .isEqualTo(run(again).replace(again.toString(), ""));
        assertThat(again).hasSameBinaryContentAs(picture);
    }
}
