package keras4j.callbacks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Paths;
import keras4j.core.PythonText;

/** Writes the logs of each epoch into a CSV file, line by line as they come; several numbers of a metric as "[0.0, 0.5]". Keras: {@code CSVLogger}. */
public final class CSVLogger extends Callback {
    private static final String LINE_END = "\r\n";

    private final Path file;
    private String separator = ",";
    private boolean append;
    private List<String> columns;

    /** @param filename the file; one that is there is replaced unless {@link #append} says otherwise */
    public CSVLogger(String filename) {
        this(Paths.of("CSVLogger.filename", filename));
    }

    /** @param file see {@link #CSVLogger(String)} */
    public CSVLogger(Path file) {
        this.file = KerasException.notNull("CSVLogger.filename", "a path", file);
    }

    /** What stands between the columns; a comma unless given. */
    public CSVLogger separator(String value) {
        separator = KerasException.notNull("CSVLogger.separator", "a text", value);
        return this;
    }

    /** Whether lines are added to a file that is there; false unless given. */
    public CSVLogger append(boolean value) {
        append = value;
        return this;
    }

    @Override
    public void onTrainBegin() {
        columns = null;
        if (!append) {
            write("", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        StringBuilder lines = new StringBuilder();
        if (columns == null) {
            columns = columns(logs);
            String last = lastByte();
            if (last.isEmpty()) {
                line(lines, "epoch", columns);
            } else if (!last.equals("\n")) {
                lines.append(LINE_END);
            }
        }
        line(
                lines,
                Integer.toString(epoch),
                columns.stream().map(column -> value(logs, column)).toList());
        write(lines.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Those of the first epoch; validation may come later, so its columns are there from the begin. */
    private static List<String> columns(Logs logs) {
        List<String> sorted = new ArrayList<>(logs.names().stream().sorted().toList());
        if (sorted.stream().noneMatch(name -> name.startsWith(Logs.VALIDATION))) {
            sorted.addAll(sorted.stream().map(name -> Logs.VALIDATION + name).toList());
        }
        return sorted;
    }

    private static String value(Logs logs, String column) {
        if (!logs.has(column)) {
            return "NA";
        }
        double[] numbers = logs.getAll(column);
        return numbers.length == 1
                ? PythonText.of(numbers[0])
                : Arrays.stream(numbers)
                        .mapToObj(number -> PythonText.of(Double.parseDouble(Float.toString((float) number))))
                        .collect(Collectors.joining(", ", "\"[", "]\""));
    }

    private void line(StringBuilder lines, String first, List<String> rest) {
        lines.append(first).append(separator);
        lines.append(rest.stream().map(this::field).collect(Collectors.joining(separator)))
                .append(LINE_END);
    }

    /** As Python's csv writes it: in quotes if it has a separator, a quote or an end of line, its own quotes doubled. */
    private String field(String text) {
        boolean isPlain = !text.contains(separator) && text.chars().noneMatch(c -> c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The file's last byte, which is no end of a line if a process was killed while it wrote; "" if there is none. */
    private String lastByte() {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1)).read(last);
            return new String(last.array(), 0, last.position(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(String text, StandardOpenOption... options) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, options)) {
            writer.write(text);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private KerasException unwritable(IOException e) {
        return new KerasException("CSVLogger: expected a file that can be written, received " + e, e);
    }
}
