package keras4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.data.Npy;
import keras4j.data.Npz;

/** Where predictions go: NumPy's files, CSV, or CSV on standard output; one for each output, or a .npz file for all. */
final class PredictionFiles {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final List<Path> files;

    /**
     * @param files .npy or .csv files, or - for standard output; or one .npz file
     * @throws KerasException if there can be no such files, or one is given twice
     */
    PredictionFiles(List<Path> files) {
        this.files = files;
        for (Path file : files) {
            if (!DataFiles.isNpz(files) && !file.equals(STANDARD_OUTPUT)) {
                DataFiles.isNpy(file);
            }
            if (!file.equals(STANDARD_OUTPUT)) {
                AtomicFile.check(file);
            }
        }
        if (files.stream()
                        .map(Path::toAbsolutePath)
                        .map(Path::normalize)
                        .distinct()
                        .count()
                < files.size()) {
            throw KerasException.expected("--out", "different files", files);
        }
    }

    /** Writes outputs (samples, ..), each to its file, if all can be written so. */
    void write(List<String> names, List<Npy> outputs) {
        if (DataFiles.isNpz(files)) {
            Map<String, Npy> all = new LinkedHashMap<>();
            for (int k = 0; k < outputs.size(); k++) {
                all.put(names.get(k), outputs.get(k));
            }
            Npz.write(files.get(0), all);
            return;
        }
        for (int k = 0; k < outputs.size(); k++) {
            if (isCsv(files.get(k))) {
                checkRows(outputs.get(k));
            }
        }
        for (int k = 0; k < outputs.size(); k++) {
            write(files.get(k), outputs.get(k));
        }
    }

    private static boolean isCsv(Path file) {
        return file.equals(STANDARD_OUTPUT) || !DataFiles.isNpy(file);
    }

    private static void write(Path file, Npy outputs) {
        if (file.equals(STANDARD_OUTPUT)) {
            csv(outputs, System.out);
        } else if (isCsv(file)) {
            AtomicFile.write(file, out -> csv(outputs, out));
        } else {
            outputs.write(file);
        }
    }

    private static void checkRows(Npy outputs) {
        if (outputs.shape().rank() != 2) {
            throw KerasException.expected(
                    "outputs",
                    "rows of numbers for CSV; use --out FILE.npy",
                    outputs.shape().withoutFirst().batched());
        }
    }

    /** A line of names, then a row a sample; the numbers are the shortest that give the same float32. */
    private static void csv(Npy outputs, OutputStream stream) {
        int width = outputs.shape().last();
        StringBuilder text = new StringBuilder();
        PrintStream out = new PrintStream(stream, false, StandardCharsets.US_ASCII);
        for (int i = 0; i < width; i++) {
            text.append(i == 0 ? "output_" : ",output_").append(i);
        }
        for (int i = 0; i < outputs.values().length; i++) {
            text.append(i % width == 0 ? '\n' : ',').append(outputs.values()[i]);
            if (text.length() > 1 << 13) {
                out.print(text);
                text.setLength(0);
            }
        }
        out.print(text.append('\n'));
        out.flush();
    }
}
