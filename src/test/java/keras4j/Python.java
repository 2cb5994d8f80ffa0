package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scripts of src/test/python, run by the Python of {@code -Dkeras4j.python=}. */
final class Python {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Python keras;

    private final Path errors;
    private final Process process;
    private final BufferedReader answers;

    private Python(String script, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("keras4j.python"), "src/test/python/" + script);
        builder.command().addAll(arguments);
        errors = Files.createTempFile("python", ".txt");
        process = builder.redirectError(errors.toFile()).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What a script answers to this input. */
    static JsonNode run(String script, String input, String... arguments) throws Exception {
        Python python = new Python(script, List.of(arguments));
        try (OutputStream stdin = python.process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String answer = python.answers.lines().reduce("", String::concat);
        assertThat(python.process.waitFor()).as(Files.readString(python.errors)).isZero();
        return MAPPER.readTree(answer);
    }

    /**
     * What real Keras answers; keras_file.py says to what. It is started once, and ends with this process.
     *
     * @param input JSON
     */
    static synchronized JsonNode keras(String input, String command, String... arguments) throws Exception {
        if (keras == null) {
            keras = new Python("keras_file.py", List.of());
        }
        ArrayNode request = MAPPER.createArrayNode().add(command).add(MAPPER.readTree(input));
        List.of(arguments).forEach(request::add);
        OutputStream stdin = keras.process.getOutputStream();
        stdin.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
        String line = keras.answers.readLine();
        assertThat(line).as(Files.readString(keras.errors)).isNotNull();
        JsonNode answer = MAPPER.readTree(line);
        assertThat(answer.has("error")).as(answer.path("error").asText()).isFalse();
        return answer;
    }
}
