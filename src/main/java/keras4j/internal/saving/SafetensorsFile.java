package keras4j.internal.saving;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import keras4j.core.AtomicFile;
import keras4j.core.KerasException;
import keras4j.internal.graph.FileFormat;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.internal.tensor.Tensor;

/** Weights as PyTorch has them, in a file that its {@code load_state_dict} takes, ".safetensors". */
public final class SafetensorsFile implements FileFormat.ModuleWeights {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final Map<String, String> modules;

    SafetensorsFile() {
        this(null);
    }

    private SafetensorsFile(Map<String, String> modules) {
        this.modules = modules;
    }

    @Override
    public ModuleWeights named(Map<String, String> names) {
        return new SafetensorsFile(names);
    }

    @Override
    public void writeWeights(Path file, SavedModel model) {
        Network network = model.network();
        AtomicFile.write(file, out -> {
            network.lock();
            try {
                Safetensors.write(out, parameters(network));
            } finally {
                network.unlock();
            }
        });
    }

    private Map<String, Tensor> parameters(Network network) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (TorchModule module : TorchModule.of(network, modules)) {
            module.parameters(network.weights()).forEach((name, tensor) -> {
                if (all.put(name, tensor) != null) {
                    throw KerasException.expected("module names", "different ones", "two that have " + name);
                }
            });
        }
        return all;
    }

    @Override
    public void readWeights(Path file, SavedModel model, boolean skipMismatch, boolean byName) {
        Network network = model.network();
        List<TorchModule> all = TorchModule.of(network, byName ? Map.of() : modules);
        try (Safetensors tensors = new Safetensors(FileChannel.open(file))) {
            read(tensors, network, byName || modules != null ? all : inOrder(all, tensors.names()), skipMismatch);
        } catch (IOException e) {
            throw new KerasException(file + ": expected a .safetensors file, received " + e, e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    /** The same modules with the numbers of those in a file, if there are as many: it may have others without weights. */
    private static List<TorchModule> inOrder(List<TorchModule> modules, Collection<String> names) {
        Map<int[], String> numbers = new TreeMap<>(Arrays::compare);
        for (String name : names) {
            String number = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            String[] steps = number.split("\\.", -1);
            if (!Arrays.stream(steps).allMatch(step -> NUMBER.matcher(step).matches())) {
                return modules;
            }
            numbers.putIfAbsent(Arrays.stream(steps).mapToInt(Integer::parseInt).toArray(), number);
        }
        if (numbers.size() != modules.size()) {
            return modules;
        }
        List<TorchModule> renamed = new ArrayList<>();
        numbers.values()
                .forEach(number ->
                        renamed.add(new TorchModule(modules.get(renamed.size()).placed(), number)));
        return renamed;
    }

    private static void read(Safetensors tensors, Network network, List<TorchModule> modules, boolean skipMismatch)
            throws IOException {
        float[] weights = network.copy();
        Set<String> unread = new TreeSet<>(tensors.names());
        for (TorchModule module : modules) {
            Map<String, Tensor> own = module.parameters(weights);
            unread.removeAll(own.keySet());
            if (own.entrySet().stream()
                    .allMatch(entry ->
                            tensors.has(entry.getKey(), entry.getValue().dims()))) {
                Map<String, Tensor> found = new LinkedHashMap<>();
                for (Map.Entry<String, Tensor> entry : own.entrySet()) {
                    int[] shape = entry.getValue().dims();
                    found.put(entry.getKey(), tensors.tensor(entry.getKey(), shape));
                }
                module.set(found, weights);
            } else if (!skipMismatch) {
                throw mismatch(tensors, module, own);
            }
        }
        if (!unread.isEmpty() && !skipMismatch) {
            throw KerasException.expected("safetensors", "the weights of the model alone", "others, too: " + unread);
        }
        network.set(network.slots().stream()
                .map(slot -> Arrays.copyOfRange(weights, slot.offset(), slot.end()))
                .toList());
    }

    private static KerasException mismatch(Safetensors tensors, TorchModule module, Map<String, Tensor> own) {
        String name = own.keySet().stream()
                .filter(key -> !tensors.has(key, own.get(key).dims()))
                .findFirst()
                .orElseThrow();
        String where = "layer " + module.placed().layer().getName();
        String shape = Arrays.toString(own.get(name).dims());
        return tensors.names().contains(name)
                ? KerasException.expected(where, name + " of shape " + shape, tensors.shape(name))
                : KerasException.expected(
                        where, name + ", unless moduleNames say another name", "only " + tensors.names());
    }
}
