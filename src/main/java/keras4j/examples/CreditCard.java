package keras4j.examples;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import keras4j.FitArg;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Sequential;
import keras4j.data.ConfusionMatrix;
import keras4j.data.Csv;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Normalization;

/**
 * The main job: the lesson's network, trained on 1,319 real applications for a credit card. Data: CreditCard of the R
 * package AER, from Greene's Econometric Analysis.
 */
public final class CreditCard {
    private static final String DATA = "creditcard.csv";
    private static final String TARGET = "card";

    private final PrintStream out;
    private final Path model;

    /**
     * @param out where results are printed
     * @param model the file that the trained model is written to
     */
    CreditCard(PrintStream out, Path model) {
        this.out = out;
        this.model = model;
    }

    /** Trains, evaluates and writes models/creditcard.keras. */
    public static void main(String[] args) {
        new CreditCard(System.out, Path.of("models", "creditcard.keras")).run(batchSize(10), epochs(100));
    }

    /** The applications, with the column that says whether the card was given as label. */
    static Csv table() {
        try (InputStream stream = CreditCard.class.getResourceAsStream(DATA)) {
            return Csv.read(stream, DATA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything; returns the held-out part's figures. */
    Logs run(FitArg... fitArgs) {
        Keras4j.setRandomSeed(42);
        Csv table = table();
        Dataset.Split split = table.dataset(TARGET).split(0.2, 42);

        Sequential network = new Sequential();
        network.add(new Normalization().inputDim(11).adapt(split.train()));
        network.add(new Dense(6).activation("relu"));
        network.add(new Dense(6).activation("relu"));
        network.add(new Dense(1).activation("sigmoid"));
        network.summary();
        network.compile(optimizer("adam"), loss("binary_crossentropy"), metrics("accuracy"));
        network.fit(split.train(), fitArgs);

        Logs figures = network.evaluate(split.test());
        int expenditure = table.features(TARGET).indexOf("expenditure");
        compare(figures, split.test(), expenditure);
        float[][] probabilities = network.predict(split.test().xRows());
        confusion(probabilities, split.test());
        examples(probabilities, split.test());
        save(network);
        return figures;
    }

    /** The network beside two rules that need no training. */
    private void compare(Logs figures, Dataset test, int expenditure) {
        int given = 0;
        int ruleRight = 0;
        for (int i = 0; i < test.size(); i++) {
            given += (int) test.y(i)[0];
            ruleRight += (test.x(i)[expenditure] > 0 ? 1 : 0) == test.y(i)[0] ? 1 : 0;
        }
        double majority = (double) Math.max(given, test.size() - given) / test.size();
        print("%nAccuracy on %d applications that were held out:%n", test.size());
        print("  the network                        %.1f %%%n", 100 * figures.get("accuracy"));
        print("  always the more frequent answer    %.1f %%%n", 100 * majority);
        print("  the rule \"expenditure > 0\"         %.1f %%%n", 100.0 * ruleRight / test.size());
    }

    private void confusion(float[][] probabilities, Dataset test) {
        ConfusionMatrix matrix = ConfusionMatrix.ofProbabilities(test.yRows(), probabilities);
        print("%nConfusion matrix:   predicted no   predicted yes%n");
        print("  card refused      %12d   %13d%n", matrix.count(0, 0), matrix.count(0, 1));
        print("  card given        %12d   %13d%n", matrix.count(1, 0), matrix.count(1, 1));
    }

    private void examples(float[][] probabilities, Dataset test) {
        print("%nFive predictions:%n");
        for (int i = 0; i < 5; i++) {
            String truth = test.y(i)[0] == 1 ? "given" : "refused";
            String predicted = decision(probabilities[i][0]) == 1 ? "given" : "refused";
            print("  %.4f  predicted %-7s  truth %s%n", probabilities[i][0], predicted, truth);
        }
    }

    private static int decision(float probability) {
        return probability > 0.5f ? 1 : 0;
    }

    private void save(Sequential network) {
        try {
            Files.createDirectories(model.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        network.save(model);
        print("%nThe model is in %s%n", model);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
