package keras4j;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Names;
import keras4j.ops.Symbol;

/** Symbols by their names, in their order; to ask for another name is an error, as it is for a dict. */
final class NamedSymbols extends AbstractMap<String, Symbol> {
    private final String where;
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();

    /** @param where for error messages */
    NamedSymbols(String where, List<String> names, List<Symbol> symbols) {
        this.where = where;
        for (int i = 0; i < names.size(); i++) {
            this.symbols.put(names.get(i), symbols.get(i));
        }
    }

    @Override
    public Symbol get(Object name) {
        if (!symbols.containsKey(name)) {
            throw Names.unknown(where, String.valueOf(name), symbols.keySet());
        }
        return symbols.get(name);
    }

    @Override
    public Symbol getOrDefault(Object name, Symbol other) {
        return symbols.getOrDefault(name, other);
    }

    @Override
    public boolean containsKey(Object name) {
        return symbols.containsKey(name);
    }

    @Override
    public Set<Entry<String, Symbol>> entrySet() {
        return Collections.unmodifiableSet(symbols.entrySet());
    }
}
