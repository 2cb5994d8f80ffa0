package keras4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import keras4j.activations.Activations;
import keras4j.constraints.Constraints;
import keras4j.initializers.Initializers;
import keras4j.layers.Layers;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;
import keras4j.regularizers.Regularizers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables give classes by name: each is there, and has a constructor that takes nothing. */
class RegistryTest {
    static Stream<Registry<?>> registries() {
        return Stream.of(
                Activations.REGISTRY,
                Constraints.REGISTRY,
                Initializers.REGISTRY,
                Layers.REGISTRY,
                Losses.REGISTRY,
                Metrics.REGISTRY,
                Optimizers.REGISTRY,
                Regularizers.REGISTRY);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void makesEachOfItsThings(Registry<?> registry) {
        for (String name : registry.names()) {
            Object made = registry.get(name);
            assertThat(registry.takes(made.getClass())).as(name).isTrue();
        }
    }
}
