package keras4j.internal.saving;

import java.nio.file.Path;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Network;
import keras4j.internal.onnx.OnnxModel;

/** A file of the Open Neural Network Exchange, ".onnx". */
public final class OnnxFile implements FileFormat.ModelExporter {
    OnnxFile() {}

    @Override
    public void export(Path file, String name, Network network) {
        AtomicFile.write(file, out -> {
            network.lock();
            try {
                OnnxModel model = OnnxTranslation.of(name, network);
                if (model.size() > Integer.MAX_VALUE) {
                    throw KerasException.expected(
                            file.toString(), "a model of less than 2 GiB, ONNX's limit", model.size() + " bytes");
                }
                model.writeTo(out);
            } finally {
                network.unlock();
            }
        });
    }
}
