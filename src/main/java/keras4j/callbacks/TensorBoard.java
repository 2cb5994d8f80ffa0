package keras4j.callbacks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.Paths;
import keras4j.internal.events.EventFile;
import keras4j.internal.events.Scalar;
import keras4j.internal.events.Summaries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what TensorBoard shows ({@code tensorboard --logdir logs}), where Keras writes it: loss, metrics and learning rate of each
 * epoch into the folders train and validation, those of batches, evaluations by the number of the optimizer's steps, the graph of the
 * layers, and weights as histograms and images. There is no profile, no projector of embeddings and no graph of ops here. Keras:
 * {@code TensorBoard}.
 */
public final class TensorBoard extends Callback {
    private static final Logger LOG = LoggerFactory.getLogger(TensorBoard.class);

    private Path logDir = Path.of("logs");
    private int histogramFreq;
    private boolean writeGraph = true;
    private boolean writeImages;
    private boolean writeStepsPerSecond;
    private int updateFreq;

    private EventFile train;
    private EventFile validation;
    private long trainedBatches;
    private long stepsBefore;
    private long epochBegan;
    private long batchBegan;
    private final Scalar batchSpeed = Scalar.of("batch_steps_per_second");
    private List<String> batchNames = List.of();
    private final List<Scalar> batchScalars = new ArrayList<>();

    /** The folder; "logs" unless given. Each fit adds files. */
    public TensorBoard logDir(String value) {
        return logDir(Paths.of("TensorBoard.logDir", value));
    }

    /** See {@link #logDir(String)}. */
    public TensorBoard logDir(Path value) {
        logDir = KerasException.notNull("TensorBoard.logDir", "a folder", value);
        return this;
    }

    /** After how many epochs histograms of the weights are written; never, unless given. */
    public TensorBoard histogramFreq(int epochs) {
        histogramFreq = notNegative("histogramFreq", epochs);
        return this;
    }

    /** Whether the graph of the layers is written; true unless given. */
    public TensorBoard writeGraph(boolean value) {
        writeGraph = value;
        return this;
    }

    /** Whether weights are written as images where their histograms are; false unless given. */
    public TensorBoard writeImages(boolean value) {
        writeImages = value;
        return this;
    }

    /** Whether steps a second are written, too; false unless given. */
    public TensorBoard writeStepsPerSecond(boolean value) {
        writeStepsPerSecond = value;
        return this;
    }

    /** After how many batches loss and metrics are written, beside those of the epochs; never, unless given. */
    public TensorBoard updateFreq(int batches) {
        if (batches < 1) {
            throw KerasException.expected("TensorBoard.updateFreq", "at least 1 batch", batches);
        }
        updateFreq = batches;
        return this;
    }

    /** The same by Keras's words: "epoch", for epochs only, or "batch", for each batch. */
    public TensorBoard updateFreq(String value) {
        if (!"epoch".equals(value) && !"batch".equals(value)) {
            throw KerasException.expected("TensorBoard.updateFreq", "\"epoch\" or \"batch\"", value);
        }
        updateFreq = value.equals("batch") ? 1 : 0;
        return this;
    }

    private static int notNegative(String argument, int value) {
        if (value < 0) {
            throw KerasException.expected("TensorBoard." + argument, "a number of at least 0", value);
        }
        return value;
    }

    @Override
    public void onTrainBegin() {
        trainedBatches = 0;
        batchNames = List.of();
        close();
        whenFitEnds(this::close);
        train = new EventFile(logDir.resolve("train"));
        if (writeGraph) {
            addGraph();
        }
    }

    private void addGraph() {
        try {
            train.add(0, Summaries.model("keras", getModel().toJson()));
        } catch (KerasException e) {
            LOG.warn("Model failed to serialize as JSON. Ignoring... {}", e.getMessage());
        }
    }

    @Override
    public void onTrainEnd(Logs logs) {
        close();
    }

    private void close() {
        EventFile first = train;
        EventFile second = validation;
        train = null;
        validation = null;
        try (first;
                second) {
            // both, also if one cannot be written
        }
    }

    private EventFile validation() {
        validation = validation == null ? new EventFile(logDir.resolve("validation")) : validation;
        return validation;
    }

    @Override
    public void onTestEnd(Logs logs) {
        for (String name : logs.names()) {
            add(validation(), "evaluation_" + name + "_vs_iterations", iterations(), logs.get(name));
        }
        if (train == null) {
            close(); // it is no validation of a fit
        }
    }

    @Override
    public void onTrainBatchBegin(int batch) {
        trainedBatches++;
        batchBegan = System.nanoTime();
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        if (updateFreq == 0 || trainedBatches % updateFreq != 0) {
            return;
        }
        if (writeStepsPerSecond) {
            train.add(trainedBatches, batchSpeed, (float) (1e9 / (System.nanoTime() - batchBegan)));
        }
        if (logs.names() != batchNames) {
            batchNames = logs.names();
            batchScalars.clear();
            batchNames.forEach(name -> batchScalars.add(Scalar.of("batch_" + name)));
        }
        for (int i = 0; i < batchNames.size(); i++) {
            train.add(trainedBatches, batchScalars.get(i), (float) logs.get(batchNames.get(i)));
        }
    }

    @Override
    public void onEpochBegin(int epoch) {
        stepsBefore = iterations();
        epochBegan = System.nanoTime();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        Map<String, Optimizer> rates = Rates.of(getModel());
        for (String name : logs.names()) {
            if (name.startsWith(Logs.VALIDATION)) {
                String own = name.substring(Logs.VALIDATION.length());
                add(validation(), "epoch_" + own, epoch, logs.get(name));
            } else if (!rates.containsKey(name)) {
                add(train, "epoch_" + name, epoch, logs.get(name));
            }
        }
        rates.forEach((name, optimizer) -> add(train, "epoch_" + name, epoch, Rates.of(optimizer)));
        if (writeStepsPerSecond) {
            double seconds = (System.nanoTime() - epochBegan) / 1e9;
            add(train, "epoch_steps_per_second", epoch, (iterations() - stepsBefore) / seconds);
        }
        if (histogramFreq > 0 && epoch % histogramFreq == 0) {
            addWeights(epoch);
        }
        flush();
    }

    private static void add(EventFile file, String tag, long step, double value) {
        file.add(step, Scalar.of(tag), (float) value);
    }

    private void addWeights(int epoch) {
        weights().forEach((variable, weight) -> {
            String path = variable.path();
            train.add(epoch, Summaries.histogram(path + "/histogram", weight.values()));
            if (writeImages) {
                WeightImages.of(path + "/image", weight).ifPresent(images -> train.add(epoch, images));
            }
        });
    }

    /** A reader sees each epoch when it has ended. */
    private void flush() {
        try {
            train.flush();
            if (validation != null) {
                validation.flush();
            }
        } catch (IOException e) {
            throw new KerasException("TensorBoard: expected a folder that can be written, received " + e, e);
        }
    }
}
