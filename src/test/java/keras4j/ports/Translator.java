package keras4j.ports;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static keras4j.ports.PortData.setFirstWeights;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keras4j.History;
import keras4j.Model;
import keras4j.core.Shape;
import keras4j.data.Npy;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/**
 * An encoder and a decoder that translate numbers into words, trained as one model and cut apart to translate: ports/translator.py.
 */
public final class Translator {
    private static final String DIGITS = "0123456789";
    private static final List<String> WORDS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    /** The first two begin and end a sentence. */
    private static final String LETTERS = "<> "
            + String.join("", WORDS)
                    .chars()
                    .sorted()
                    .distinct()
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

    private static final int UNITS = 16;
    private static final int LONGEST = 13;

    private Translator() {}

    private static String sentence(String number) {
        return number.chars().mapToObj(digit -> WORDS.get(digit - '0')).collect(Collectors.joining(" ", "<", ">"));
    }

    /** Shorter texts are filled up with spaces. */
    private static Npy oneHot(List<String> texts, String letters, int length) {
        float[] rows = new float[texts.size() * length * letters.length()];
        for (int i = 0; i < texts.size() * length; i++) {
            String text = texts.get(i / length);
            char letter = i % length < text.length() ? text.charAt(i % length) : ' ';
            rows[i * letters.length() + letters.indexOf(letter)] = 1;
        }
        return new Npy(rows, Shape.of(texts.size(), length, letters.length()));
    }

    static Model makeModel() {
        Symbol encoderInputs = input(Input.NONE, DIGITS.length());
        List<Symbol> encoded = new LSTM(UNITS).returnState(true).applyAll(encoderInputs);
        Symbol stateH = encoded.get(1);
        Symbol stateC = encoded.get(2);

        Symbol decoderInputs = input(Input.NONE, LETTERS.length());
        LSTM decoderLstm = new LSTM(UNITS).returnSequences(true).returnState(true);
        Symbol decoderOutputs =
                decoderLstm.applyAll(decoderInputs, stateH, stateC).get(0);
        Dense decoderDense = new Dense(LETTERS.length()).activation("softmax");
        return new Model(List.of(encoderInputs, decoderInputs), List.of(decoderDense.apply(decoderOutputs)));
    }

    private static List<Model> cutApart(Model model) {
        List<Symbol> encoded = model.getLayer(2).outputs();
        Model encoder = new Model(List.of(model.inputs().get(0)), encoded.subList(1, 3));

        Symbol decoderInputs = model.inputs().get(1);
        Symbol inputH = input(UNITS);
        Symbol inputC = input(UNITS);
        Layer<?> decoderLstm = model.getLayer(3);
        Layer<?> decoderDense = model.getLayer(4);
        List<Symbol> decoded = decoderLstm.applyAll(decoderInputs, inputH, inputC);
        Model decoder = new Model(
                List.of(decoderInputs, inputH, inputC),
                List.of(decoderDense.apply(decoded.get(0)), decoded.get(1), decoded.get(2)));
        return List.of(encoder, decoder);
    }

    private static String translate(Model encoder, Model decoder, String number) {
        List<Npy> states = encoder.predictAll(List.of(oneHot(List.of(number), DIGITS, number.length())));
        String text = "<";
        while (!text.endsWith(">") && text.length() <= LONGEST) {
            String last = text.substring(text.length() - 1);
            List<Npy> decoded =
                    decoder.predictAll(List.of(oneHot(List.of(last), LETTERS, 1), states.get(0), states.get(1)));
            float[] probabilities = decoded.get(0).values();
            int best = 0;
            for (int i = 1; i < probabilities.length; i++) {
                best = probabilities[i] > probabilities[best] ? i : best;
            }
            text += LETTERS.charAt(best);
            states = decoded.subList(1, 3);
        }
        return text;
    }

    /** What was computed, by name. */
    public static Map<String, Object> run() {
        List<String> numbers = IntStream.range(0, 100)
                .mapToObj(i -> String.format(Locale.ROOT, "%02d", i * 37 % 100))
                .toList();
        List<String> sentences = numbers.stream().map(Translator::sentence).toList();
        Npy encoderX = oneHot(numbers, DIGITS, 2);
        Npy decoderX = oneHot(sentences, LETTERS, LONGEST);
        Npy decoderY = oneHot(sentences.stream().map(text -> text.substring(1)).toList(), LETTERS, LONGEST);
        Model model = makeModel();
        setFirstWeights(model);
        model.compile(optimizer(new Adam().learningRate(0.03)), loss("categorical_crossentropy"), metrics("accuracy"));
        History history =
                model.fit(List.of(encoderX, decoderX), decoderY, batchSize(10), epochs(3), shuffle(false), verbose(0));
        List<Model> apart = cutApart(model);
        Model encoder = apart.get(0);
        Model decoder = apart.get(1);
        List<Npy> states = encoder.predictAll(List.of(encoderX));
        List<Npy> decoded = decoder.predictAll(List.of(decoderX, states.get(0), states.get(1)));
        return Map.of(
                "history", history.history(),
                "h", some(states.get(0)),
                "c", some(states.get(1)),
                "letters", some(decoded.get(0)),
                "last_h", some(decoded.get(1)),
                "last_c", some(decoded.get(2)),
                "translated",
                        numbers.subList(0, 4).stream()
                                .map(number -> translate(encoder, decoder, number))
                                .toList());
    }

    /** Each fourteenth row. */
    private static Npy some(Npy array) {
        Shape row = array.shape().withoutFirst();
        int rows = (array.shape().dim(0) + 13) / 14;
        float[] values = new float[rows * row.size()];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(array.values(), i * 14 * row.size(), values, i * row.size(), row.size());
        }
        return new Npy(values, row.withFirst(rows));
    }
}
