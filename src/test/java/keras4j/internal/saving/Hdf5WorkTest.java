package keras4j.internal.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import keras4j.Args;
import keras4j.Sequential;
import keras4j.Work;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HDF5 files whose names ask for more work than there are names. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Hdf5WorkTest {
    @TempDir
    Path folder;

    private static Sequential model(int layers) {
        Sequential model = new Sequential(new Input(2));
        for (int i = 0; i < layers; i++) {
            model.add(new Dense(2));
        }
        model.countParams();
        return model;
    }

    private static void write(Path file, Consumer<Hdf5Writer> content) {
        AtomicFile.write(file, out -> {
            Hdf5Writer hdf = new Hdf5Writer();
            content.accept(hdf);
            hdf.writeTo(out);
        });
    }

    /** One layer, named again and again, with very many weights. */
    @Test
    void layersNamedAgainAndAgain() throws Exception {
        Path file = folder.resolve("m.h5");
        Sequential model = model(1);
        Work.isLinear(1_000, size -> {
            List<String> weights =
                    IntStream.range(0, size).mapToObj(i -> "w" + i).toList();
            write(file, hdf -> {
                hdf.attribute("", LegacyWeights.LAYER_NAMES, Collections.nCopies(size, "a"));
                hdf.attribute("a", LegacyWeights.WEIGHT_NAMES, weights);
            });
            return () -> model.loadWeights(file);
        });
        assertThatThrownBy(() -> model.loadWeights(file))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("layer_names: expected different names, received \"a\" twice");
    }

    /** Keras 2.12's groups of layers. */
    @Test
    void groupsOfAnOldContainer() throws Exception {
        Path file = folder.resolve("m.weights.h5");
        Work.isLinear(200, size -> {
            Sequential model = model(size);
            write(file, hdf -> {
                for (int i = 0; i < size; i++) {
                    String group = GroupNames.OLD_CONTAINER + "/dense" + (i == 0 ? "" : "_" + i) + "/vars";
                    hdf.put(group, "0", new float[4], 0, Shape.of(2, 2));
                    hdf.put(group, "1", new float[2], 0, Shape.of(2));
                }
            });
            return () -> model.loadWeights(file);
        });
        model(200).loadWeights(file, Args.skipMismatch(true));
    }

    /** A header of a few bytes that claims to have 2 GB. */
    @Test
    void lengthsThatAreOnlyClaimed() throws Exception {
        Path file = folder.resolve("m.weights.h5");
        Sequential model = model(1);
        model.saveWeights(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length - 4; at++) {
            if (new String(bytes, at, 4, StandardCharsets.ISO_8859_1).equals("OHDR")) {
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 6, Integer.MAX_VALUE - 1_000);
            }
        }
        Files.write(file, bytes);
        assertThat(Work.of(() -> assertThatThrownBy(() -> model.loadWeights(file))
                        .isInstanceOf(KerasException.class)
                        .hasMessageContaining("HDF5")))
                .isLessThan(100 << 20);
    }
}
