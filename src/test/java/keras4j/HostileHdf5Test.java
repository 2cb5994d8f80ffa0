package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** HDF5 files that lead a reader astray, out of the file, in a circle or into gigabytes (made by make_file_goldens.py). */
class HostileHdf5Test {
    private static final Path HOSTILE = Path.of("src/test/resources/golden/files/hostile");

    static Stream<Path> files() throws Exception {
        return Files.list(HOSTILE).sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void areRefused(Path file) {
        Sequential model = new Sequential(new Input(3), new Dense(2));
        List<INDArray> before = model.getWeights();
        assertThatThrownBy(() -> model.loadWeights(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file.toString());
        assertThat(model.getWeights()).isEqualTo(before);
        try {
            model.loadWeights(file, Args.skipMismatch(true));
        } catch (KerasException e) {
            assertThat(e).hasMessageStartingWith(file + ": HDF5: expected HDF5, received ");
        }
        assertThat(model.getWeights()).isEqualTo(before);
    }

    @Test
    void thereAreAllOfThem() throws Exception {
        try (Stream<Path> files = files()) {
            assertThat(files).hasSize(17);
        }
    }
}
