package keras4j.ports;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.ports.PortData.filled;
import static keras4j.ports.PortData.kinds;
import static keras4j.ports.PortData.noise;
import static keras4j.ports.PortData.pictures;
import static keras4j.ports.PortData.rows;
import static keras4j.ports.PortData.setFirstWeights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.Logs;
import keras4j.Model;
import keras4j.data.Npy;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Conv2DTranspose;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.LeakyReLU;
import keras4j.layers.Multiply;
import keras4j.layers.Reshape;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.regularizers.L2;

/**
 * A GAN whose discriminator also says the kind of a picture, trained batch by batch, as programs of Keras 2 do it: ports/ac_gan.py.
 */
public final class AcGan {
    private static final int CODE = 6;
    private static final int KINDS = 3;
    private static final int BATCH = 12;

    private AcGan() {}

    static Model makeGenerator() {
        Symbol code = input(CODE);
        Symbol kind = input(1);
        Symbol ofKind =
                new Embedding(KINDS, CODE).embeddingsRegularizer(new L2(0.001)).apply(kind);
        Symbol x = new Multiply().apply(code, new Flatten().apply(ofKind));
        x = new Dense(4 * 4 * 6).activation("relu").apply(x);
        x = new Reshape(4, 4, 6).apply(x);
        x = new BatchNormalization().momentum(0.8).apply(x);
        x = new Conv2DTranspose(4, 4)
                .strides(2)
                .padding("same")
                .activation("relu")
                .apply(x);
        x = new BatchNormalization().momentum(0.8).apply(x);
        x = new Conv2D(1, 3).padding("same").activation("sigmoid").apply(x);
        return new Model(List.of(code, kind), List.of(x)).name("generator");
    }

    static Model makeDiscriminator() {
        Symbol picture = input(8, 8, 1);
        Symbol x = new Conv2D(4, 3).strides(2).padding("same").apply(picture);
        x = new LeakyReLU().negativeSlope(0.2).apply(x);
        x = new Conv2D(8, 3).strides(2).padding("same").apply(x);
        x = new LeakyReLU().negativeSlope(0.2).apply(x);
        x = new Flatten().apply(x);
        Symbol real = new Dense(1).activation("sigmoid").name("real").apply(x);
        Symbol kind = new Dense(KINDS).activation("softmax").name("kind").apply(x);
        return new Model(List.of(picture), List.of(real, kind)).name("discriminator");
    }

    /** What was computed, by name. */
    public static Map<String, Object> run() {
        List<String> losses = List.of("binary_crossentropy", "sparse_categorical_crossentropy");
        Model discriminator = makeDiscriminator();
        discriminator.compile(optimizer(new Adam().learningRate(0.002).beta1(0.5)), loss(losses));

        Model generator = makeGenerator();
        Symbol code = input(CODE);
        Symbol kind = input(1);
        discriminator.trainable(false);
        Model combined = new Model(List.of(code, kind), discriminator.applyAll(generator.apply(code, kind)));
        combined.compile(optimizer(new Adam().learningRate(0.003).beta1(0.5)), loss(losses));
        setFirstWeights(discriminator);
        setFirstWeights(generator);

        Npy x = pictures(36);
        Npy labels = kinds(36);
        Npy codes = noise(6, 3 * 36, CODE);
        Npy real = filled(1, BATCH);
        Npy fake = filled(0, BATCH);
        Map<String, List<Double>> history = new LinkedHashMap<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int i = 0; i < 36; i += BATCH) {
                Npy batch = rows(x, i, i + BATCH);
                Npy ofBatch = rows(labels, i, i + BATCH);
                List<Npy> given = List.of(rows(codes, 36 * epoch + i, 36 * epoch + i + BATCH), ofBatch);
                Npy generated = generator.predictAll(given).get(0);
                discriminator.trainable(true);
                Logs ofReal = discriminator.trainOnBatch(batch, List.of(real, ofBatch));
                Logs ofFake = discriminator.trainOnBatch(generated, List.of(fake, ofBatch));
                discriminator.trainable(false);
                Logs ofGenerator = combined.trainOnBatch(given, List.of(real, ofBatch));
                for (String name : List.of("loss", "real_loss", "kind_loss")) {
                    add(history, "real_" + name, ofReal.get(name));
                    add(history, "fake_" + name, ofFake.get(name));
                }
                add(history, "generator_loss", ofGenerator.loss());
            }
        }
        List<Npy> judged = discriminator.predictAll(List.of(x));
        Npy generated = generator
                .predictAll(List.of(rows(codes, 0, 4), rows(labels, 0, 4)))
                .get(0);
        return Map.of("history", history, "judged", judged.get(0), "named", judged.get(1), "generated", generated);
    }

    private static void add(Map<String, List<Double>> history, String name, double value) {
        history.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
}
