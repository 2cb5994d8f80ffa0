package keras4j.internal.dl4j;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import keras4j.core.Compiled;
import keras4j.internal.graph.Network;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/** What DL4J's ModelSerializer finds in a file, of a network in DL4J's classes. */
public final class Dl4jZip {
    private static final int SEED = 1;

    private final String configuration;
    private final Model net;

    /** @param compiled null for a model that is not compiled */
    public Dl4jZip(Network network, Compiled compiled) {
        Dl4jModel model = new Dl4jModel(network, compiled);
        if (model.isChain()) {
            MultiLayerNetwork chain = model.chainNetwork();
            configuration = json(chain.getLayerWiseConfigurations());
            net = chain;
        } else {
            ComputationGraph graph = model.graphNetwork();
            configuration = json(graph.getConfiguration());
            net = graph;
        }
    }

    /** With a seed that is always the same: DL4J takes the time. */
    private static String json(MultiLayerConfiguration configuration) {
        configuration.getConfs().forEach(layer -> layer.setSeed(SEED));
        return configuration.toJson();
    }

    private static String json(ComputationGraphConfiguration configuration) {
        configuration.getDefaultConfiguration().setSeed(SEED);
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(SEED);
            }
        });
        return configuration.toJson();
    }

    /** The content of configuration.json. */
    public byte[] configuration() {
        return configuration.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there is no coefficient at all. */
    public boolean isEmpty() {
        return net.numParams() == 0;
    }

    /** Writes the content of coefficients.bin, which is nothing if there are none. */
    public void writeCoefficients(OutputStream out) throws IOException {
        if (!isEmpty()) {
            DataOutputStream data = new DataOutputStream(out);
            Nd4j.write(net.params(), data);
            data.flush();
        }
    }
}
