package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What real Keras computes at the edges of float32, made by src/test/python/make_edge_goldens.py. Where TensorFlow in float32, in
 * float64 and JAX give different numbers, any of theirs is right.
 */
public final class Edges {
    /** What differs by less was made by rounding: ours may be as far from Keras's numbers as they are from each other. */
    private static final double MAX_NOISE = 1e-5;
    /** Where Keras gives 0, ours may still have digits that Keras has lost. */
    private static final double LOST = 1e-29;

    public static final JsonNode GOLDEN = golden();

    private Edges() {}

    private static JsonNode golden() {
        try (InputStream in = new GZIPInputStream(Edges.class.getResourceAsStream("/golden/edges.json.gz"))) {
            return JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).floatValue();
        }
        return values;
    }

    /**
     * What is not Keras's, in words: numbers further off than 1e-5 of themselves, or than the smallest normal number.
     *
     * @param inputs what the numbers belong to, as many of these for each
     */
    public static List<String> differences(String what, float[] found, JsonNode expected, float[]... inputs) {
        return differences(what, found, expected, 0, inputs);
    }

    /** @param noise by how much numbers may differ besides */
    public static List<String> differences(
            String what, float[] found, JsonNode expected, double noise, float[]... inputs) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            if (!isOneOf(found[i], expected.get(i), noise)) {
                StringBuilder at = new StringBuilder();
                for (float[] input : inputs) {
                    int each = Math.max(1, input.length / expected.size());
                    int from = input.length >= expected.size() ? i * each : i / (expected.size() / input.length);
                    for (int k = from; k < from + each; k++) {
                        at.append(k == from ? " (" : " ").append(input[k]);
                    }
                    at.append(")");
                }
                all.add(what + at + ": " + found[i] + " in place of " + expected.get(i));
            }
        }
        return all;
    }

    /** Looks that there are no others than the exceptions, each being what stands before the colon. */
    public static void assertOnly(Set<String> exceptions, List<String> differences) {
        assertThat(differences)
                .filteredOn(text -> !exceptions.contains(text.substring(0, text.indexOf(':'))))
                .isEmpty();
    }

    private static boolean isOneOf(float found, JsonNode expected, double noise) {
        if (!expected.isArray()) {
            return isSame(found, expected.floatValue(), noise);
        }
        float[] all = floats(expected);
        double spread = 0;
        for (float one : all) {
            spread = Math.max(spread, Math.abs((double) one - all[0]));
        }
        for (float one : all) {
            if (isSame(found, one, spread < MAX_NOISE ? Math.max(spread, noise) : noise)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(float found, float expected, double noise) {
        double tolerance = expected == 0 ? LOST : Math.max(Float.MIN_NORMAL, 1e-5 * Math.abs(expected));
        return Float.compare(found, expected) == 0 || Math.abs((double) found - expected) <= Math.max(noise, tolerance);
    }
}
