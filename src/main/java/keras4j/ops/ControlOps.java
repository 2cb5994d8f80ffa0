package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Keras's ops that call functions of ops. */
final class ControlOps {
    private ControlOps() {}

    static void define() {
        OpDefinition.defineAll("core", "Scan", "f init xs", a -> {
            Scan.Result made =
                    Scan.of((Scan.Cell) a.value("f"), a.symbols("xs"), a.symbols("init"), a.flag("reverse"), 0);
            List<Symbol> all = new ArrayList<>(made.states());
            all.addAll(made.outputs());
            return all;
        });
        OpDefinition.define("core", "Map", "f xs", a -> {
            @SuppressWarnings("unchecked")
            UnaryOperator<Symbol> f = (UnaryOperator<Symbol>) a.value("f");
            Scan.Cell cell = (xs, states) -> new Scan.Step(List.of(f.apply(xs.get(0))), List.of());
            return Scan.of(cell, List.of(a.symbol("xs")), List.of(), false, 0)
                    .outputs()
                    .get(0);
        });
    }
}
