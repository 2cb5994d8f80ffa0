package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.layers.Layer;
import keras4j.layers.Layers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of layers' constructors and setters in Java, as {@link ConfigNumbersTest} has those of configs; an input is named by the layer that cannot take it. */
class LayerNumbersTest {
    private static final Map<Class<?>, List<?>> VALUES = Map.of(
            int.class, List.of(0, -1, Integer.MIN_VALUE, 1 << 30, Integer.MAX_VALUE),
            long.class, List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE),
            double.class, List.of(0.0, -1.0, 1e300, -1e300, Double.NaN, Double.POSITIVE_INFINITY),
            int[].class,
                    List.of(
                            new int[0],
                            new int[] {0},
                            new int[] {-1},
                            new int[] {Integer.MIN_VALUE},
                            new int[] {1 << 30},
                            new int[] {Integer.MAX_VALUE},
                            new int[] {1 << 30, 1 << 30},
                            new int[] {1 << 16, 1 << 16, 1 << 16}),
            double[].class, List.of(new double[0], new double[] {Double.NaN}, new double[] {1e300}, new double[3]));

    private static final Map<Class<?>, Object> VALID =
            Map.of(int.class, 2, double.class, 0.5, int[].class, new int[] {2}, double[].class, new double[] {0.5});

    static List<String> classes() {
        return List.copyOf(Layers.REGISTRY.names());
    }

    @ParameterizedTest
    @MethodSource("classes")
    void constructors(String name) {
        List<String> wrong = new ArrayList<>();
        Class<?> type = Layers.REGISTRY.get(name).getClass();
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            for (int i = 0; i < types.length && VALUES.keySet().containsAll(Arrays.asList(types)); i++) {
                for (Object value : VALUES.get(types[i])) {
                    Object[] arguments = Stream.of(types).map(VALID::get).toArray();
                    arguments[i] = value;
                    String what = constructor + " " + Arrays.deepToString(arguments) + ": ";
                    check(
                            what,
                            name.equals("InputLayer") ? "" : name,
                            () -> {
                                Layer<?> layer = (Layer<?>) constructor.newInstance(arguments);
                                ConfigNumbersTest.used(layer);
                            },
                            wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void setters(String name) {
        List<String> wrong = new ArrayList<>();
        for (Method setter : Layers.REGISTRY.get(name).getClass().getMethods()) {
            Class<?>[] types = setter.getParameterTypes();
            if (Layer.class.isAssignableFrom(setter.getReturnType())
                    && types.length == 1
                    && VALUES.containsKey(types[0])) {
                for (Object value : VALUES.get(types[0])) {
                    String what =
                            name + "." + setter.getName() + " " + Arrays.deepToString(new Object[] {value}) + ": ";
                    check(
                            what,
                            name.equals("InputLayer") ? "" : setter.getName(),
                            () -> {
                                Layer<?> layer = ConfigNumbersTest.example(name);
                                setter.invoke(layer, value);
                                ConfigNumbersTest.used(layer);
                            },
                            wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private interface Code {
        void run() throws ReflectiveOperationException;
    }

    private static void check(String what, String argument, Code code, List<String> wrong) {
        try {
            code.run();
        } catch (InvocationTargetException | KerasException e) {
            Throwable thrown = e instanceof KerasException ? e : e.getCause();
            String message = String.valueOf(thrown.getMessage());
            boolean isNamed = message.contains(argument) || message.contains(Names.snakeCase(argument));
            if (!(thrown instanceof KerasException) || !isNamed) {
                wrong.add(what + thrown);
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            wrong.add(what + e + " at " + Arrays.toString(e.getStackTrace()).replaceAll("(([^,]*,){5}).*", "$1"));
        }
    }
}
