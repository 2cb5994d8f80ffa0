package keras4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.data.Npy;

/** Where predictions go: NumPy's file, CSV, or CSV on standard output. */
final class PredictionFile {
    private final Path file;
    private final boolean standardOutput;

    /**
     * @param file a .npy or .csv file, or - for standard output
     * @throws KerasException if it can be neither
     */
    PredictionFile(Path file) {
        this.file = file;
        standardOutput = file.toString().equals("-");
        if (!standardOutput) {
            DataFiles.isNpy(file);
            AtomicFile.check(file);
        }
    }

    /** Writes outputs (samples, ..). */
    void write(Npy outputs) {
        if (standardOutput) {
            checkRows(outputs);
            csv(outputs, System.out);
        } else if (DataFiles.isNpy(file)) {
            outputs.write(file);
        } else {
            checkRows(outputs);
            AtomicFile.write(file, out -> csv(outputs, out));
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
