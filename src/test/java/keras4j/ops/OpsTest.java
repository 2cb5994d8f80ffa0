package keras4j.ops;

import static keras4j.ops.Ops.all;
import static keras4j.ops.Ops.arange;
import static keras4j.ops.Ops.concatenate;
import static keras4j.ops.Ops.ellipsis;
import static keras4j.ops.Ops.eye;
import static keras4j.ops.Ops.from;
import static keras4j.ops.Ops.full;
import static keras4j.ops.Ops.linspace;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.newAxis;
import static keras4j.ops.Ops.step;
import static keras4j.ops.Ops.sum;
import static keras4j.ops.Ops.to;
import static keras4j.ops.Ops.tri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.plan.ConstantNumbers;
import org.junit.jupiter.api.Test;

class OpsTest {
    /** Notes calls and computes nothing. */
    private static final class Notes implements Scope {
        private final List<Op> ops = new ArrayList<>();

        @Override
        public List<Symbol> call(Op op, List<Symbol> inputs) {
            ops.add(op);
            return List.of(Symbol.leaf(this, Shape.of(2)));
        }
    }

    private static final Notes NOTES = new Notes();
    private static final Symbol X = Symbol.leaf(NOTES, Shape.of(2));
    private static final Map<Class<?>, Object> ANY = Map.ofEntries(
            Map.entry(Symbol.class, X),
            Map.entry(Symbol[].class, new Symbol[] {X}),
            Map.entry(List.class, List.of(X, X)),
            Map.entry(int.class, 1),
            Map.entry(int[].class, new int[] {1}),
            Map.entry(int[][].class, new int[][] {{1, 1}}),
            Map.entry(float[].class, new float[] {1}),
            Map.entry(double.class, 1.5),
            Map.entry(Double.class, 1.5),
            Map.entry(boolean.class, true),
            Map.entry(String.class, "text"));

    /** Every function of symbols, called with anything, but for those that take functions and seeds. */
    private static List<Op> calls() throws IllegalAccessException {
        NOTES.ops.clear();
        for (Method method : Ops.class.getMethods()) {
            List<Class<?>> types = List.of(method.getParameterTypes());
            boolean isOfSymbols = ANY.keySet().containsAll(types)
                    && types.stream().anyMatch(List.of(Symbol.class, Symbol[].class, List.class)::contains);
            if (Modifier.isStatic(method.getModifiers()) && isOfSymbols) {
                List<Object> arguments = new ArrayList<>();
                for (Class<?> type : types) {
                    arguments.add(ANY.get(type));
                }
                method.setAccessible(true);
                try {
                    method.invoke(null, arguments.toArray());
                } catch (InvocationTargetException e) {
                    assertThat(e.getCause()).isInstanceOf(KerasException.class);
                }
            }
        }
        return NOTES.ops;
    }

    @Test
    void functionsGiveArgumentsThatKerasHas() throws ReflectiveOperationException {
        Map<String, Set<String>> configs = new HashMap<>();
        Map<String, Integer> positional = new HashMap<>();
        for (GoldenOp golden : GoldenOp.all()) {
            for (Map<String, Object> layer : golden.ops()) {
                Set<String> names =
                        new TreeSet<>(GoldenOp.object(layer.get("config")).keySet());
                names.remove("name");
                names.addAll(GoldenOp.object(GoldenOp.node(layer).get("kwargs")).keySet());
                String className = (String) layer.get("class_name");
                configs.put(className, names);
                positional.put(className, ((List<?>) GoldenOp.node(layer).get("args")).size());
            }
        }
        Set<String> found = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Op op : calls()) {
            Set<String> names = new TreeSet<>(op.config().keySet());
            names.addAll(op.keywords().keySet());
            if (!configs.getOrDefault(op.className(), Set.of()).containsAll(names)) {
                wrong.add(op.className() + " with " + names + ", Keras with " + configs.get(op.className()));
            } else if (!op.isVariadic() && op.positional().size() != positional.get(op.className())) {
                wrong.add(op.className() + " of " + op.positional().size() + " arguments");
            }
            found.add(op.className());
        }
        assertThat(wrong).isEmpty();
        Set<String> left = new TreeSet<>();
        for (String name : OpDefinition.names()) {
            if (configs.containsKey(name) && !found.contains(name) && !name.equals("GetItem")) {
                left.add(name);
            }
        }
        assertThat(left).as("without a function").isEmpty();
    }

    private static Symbol input(int... dims) {
        return new Trace(false).input(Shape.of(dims));
    }

    @Test
    void readsPlacesAsPythonDoes() {
        Symbol x = input(2, 5, 3);
        assertThat(x.get(0).shape()).isEqualTo(Shape.of(5, 3));
        assertThat(x.get(all(), 0).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(x.get(all(), from(1)).shape()).isEqualTo(Shape.of(2, 4, 3));
        assertThat(x.get(all(), from(1).to(-1)).shape()).isEqualTo(Shape.of(2, 3, 3));
        assertThat(x.get(all(), to(-1)).shape()).isEqualTo(Shape.of(2, 4, 3));
        assertThat(x.get(all(), step(2)).shape()).isEqualTo(Shape.of(2, 3, 3));
        assertThat(x.get(all(), from(-1).to(0).step(-2)).shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(x.get(ellipsis(), -1).shape()).isEqualTo(Shape.of(2, 5));
        assertThat(x.get(ellipsis(), newAxis()).shape()).isEqualTo(Shape.of(2, 5, 3, 1));
        assertThat(x.get(all(), newAxis(), ellipsis(), 0).shape()).isEqualTo(Shape.of(2, 1, 5));
        assertThatThrownBy(() -> x.get(2)).isInstanceOf(KerasException.class).hasMessageContaining("place of axis 0");
        assertThatThrownBy(() -> x.get(0, 0, 0, 0))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("3 axes");
        assertThatThrownBy(() -> x.get("a")).isInstanceOf(KerasException.class).hasMessageContaining("whole numbers");
        assertThatThrownBy(() -> x.get(from(2).to(1)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("2:1");
    }

    @Test
    void takesAxesOneByOneOrWithKeepdims() {
        Symbol x = input(2, 5, 3);
        assertThat(mean(x).shape()).isEqualTo(Shape.of());
        assertThat(mean(x, -1).shape()).isEqualTo(Shape.of(2, 5));
        assertThat(mean(x, -1, true).shape()).isEqualTo(Shape.of(2, 5, 1));
        assertThat(sum(x, 1, 2).shape()).isEqualTo(Shape.of(2));
        assertThat(sum(x, new int[] {1, 2}, true).shape()).isEqualTo(Shape.of(2, 1, 1));
        assertThat(concatenate(List.of(x, x), -1).shape()).isEqualTo(Shape.of(2, 5, 6));
        assertThat(x.plus(1).times(x).minus(2).dividedBy(x).power(2).negative().shape())
                .isEqualTo(x.shape());
    }

    @Test
    void makesConstants() {
        assertThat(ConstantNumbers.of(arange(3).times(2)).values()).containsExactly(0, 2, 4);
        assertThat(ConstantNumbers.of(arange(1, 2, 0.25)).values()).containsExactly(1, 1.25f, 1.5f, 1.75f);
        assertThat(ConstantNumbers.of(linspace(0, 1, 3)).values()).containsExactly(0, 0.5f, 1);
        assertThat(ConstantNumbers.of(eye(2)).values()).containsExactly(1, 0, 0, 1);
        assertThat(ConstantNumbers.of(tri(2, 3, 0)).values()).containsExactly(1, 0, 0, 1, 1, 0);
        assertThat(ConstantNumbers.of(full(new int[] {2}, 7)).values()).containsExactly(7, 7);
        assertThat(X.isConstant()).isFalse();
    }
}
