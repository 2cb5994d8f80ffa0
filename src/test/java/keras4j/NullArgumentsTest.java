package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.callbacks.BackupAndRestore;
import keras4j.callbacks.CSVLogger;
import keras4j.callbacks.EarlyStopping;
import keras4j.callbacks.ModelCheckpoint;
import keras4j.callbacks.ReduceLROnPlateau;
import keras4j.callbacks.RemoteMonitor;
import keras4j.callbacks.TensorBoard;
import keras4j.constraints.Constraints;
import keras4j.core.KerasException;
import keras4j.core.Registry;
import keras4j.initializers.Initializers;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.regularizers.Regularizers;
import org.junit.jupiter.api.Test;

/** An argument that is null is one of those that are valid, or one clear error. */
class NullArgumentsTest {
    private static Stream<Object> objects() {
        List<Object> objects = new ArrayList<>(List.of(
                new BackupAndRestore("a"),
                new CSVLogger("a"),
                new EarlyStopping(),
                new ModelCheckpoint("a.keras"),
                new ReduceLROnPlateau(),
                new RemoteMonitor(),
                new TensorBoard()));
        for (Registry<?> registry : List.of(
                Metrics.REGISTRY,
                Losses.REGISTRY,
                Initializers.REGISTRY,
                Regularizers.REGISTRY,
                Constraints.REGISTRY)) {
            registry.names().forEach(name -> objects.add(registry.get(name)));
        }
        return objects.stream();
    }

    private static boolean isArgument(Object object, Method method) {
        return method.getParameterCount() == 1
                && !method.getParameterTypes()[0].isPrimitive()
                && !method.isBridge()
                && method.getReturnType().isInstance(object)
                && method.getReturnType() != Object.class
                && !method.getName().startsWith("of");
    }

    @Test
    void nullIsAnArgumentOrAnError() {
        List<String> wrong = new ArrayList<>();
        List<String> tried = new ArrayList<>();
        objects().forEach(object -> {
            for (Method method : object.getClass().getMethods()) {
                if (isArgument(object, method)) {
                    tried.add(object.getClass().getSimpleName() + "." + method.getName());
                    try {
                        method.setAccessible(true);
                        method.invoke(object, new Object[] {null});
                    } catch (InvocationTargetException e) {
                        if (!(e.getCause() instanceof KerasException)) {
                            wrong.add(method + ": " + e.getCause());
                        }
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(tried)
                .contains(
                        "AUC.thresholds",
                        "AUC.labelWeights",
                        "Precision.thresholds",
                        "VarianceScaling.mode",
                        "VarianceScaling.distribution",
                        "STFT.side",
                        "STFT.window",
                        "RemoteMonitor.headers");
    }

    @Test
    void nullInAMap() {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Key", null);
        assertThatThrownBy(() -> new RemoteMonitor().headers(headers))
                .isInstanceOf(KerasException.class)
                .hasMessage("RemoteMonitor.headers, X-Key: expected a text, received null");
    }
}
