package keras4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import keras4j.core.AtomicFile;
import keras4j.core.Json;
import keras4j.core.KerasException;

/** A {@link CsvEncoding} as JSON. What is read is believed in nothing. */
final class CsvEncodingFile {
    private static final int MAX_BYTES = 1 << 26;
    private static final int MAX_COLUMNS = 100_000;
    private static final String VERSION = "csv_encoding";
    private static final String COLUMNS = "columns";
    private static final String TARGET = "target";
    private static final String MISSING = "missing";
    private static final String NAME = "name";
    private static final String WORDS = "words";
    private static final String FILL = "fill";

    private CsvEncodingFile() {}

    static void write(Path file, CsvEncoding encoding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(VERSION, 1);
        json.put(MISSING, List.copyOf(new TreeSet<>(encoding.missing())));
        json.put(
                COLUMNS,
                encoding.inputColumns().stream().map(CsvEncodingFile::write).toList());
        if (encoding.targetColumn() != null) {
            json.put(TARGET, write(encoding.targetColumn()));
        }
        byte[] bytes = Json.write(json);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static Map<String, Object> write(CsvColumn column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NAME, column.name());
        json.put(WORDS, column.words());
        if (column.fill() != null) {
            json.put(FILL, column.fill());
        }
        return json;
    }

    static CsvEncoding read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw KerasException.expected("file", "a file", "a folder or what is no file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw KerasException.expected("file", "at most " + MAX_BYTES + " bytes", Files.size(file));
            }
            return read(Json.read("encoding", Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new KerasException(file + ": expected a readable file of a CsvEncoding, received " + e, e);
        } catch (KerasException e) {
            throw new KerasException(file + ": " + e.getMessage(), e);
        }
    }

    private static CsvEncoding read(Map<String, Object> json) {
        if (!Integer.valueOf(1).equals(json.get(VERSION))) {
            throw KerasException.expected(VERSION, "1", json.get(VERSION));
        }
        checkKeys("encoding", Set.of(VERSION, MISSING, COLUMNS, TARGET), json);
        List<CsvColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<?> all = get(COLUMNS, List.class, json);
        if (all.isEmpty() || all.size() > MAX_COLUMNS) {
            throw KerasException.expected(COLUMNS, "from 1 to " + MAX_COLUMNS, all.size());
        }
        for (Object column : all) {
            columns.add(column(column, names));
        }
        CsvColumn target = json.containsKey(TARGET) ? column(json.get(TARGET), names) : null;
        return new CsvEncoding(columns, target, Set.copyOf(texts(MISSING, json)), false);
    }

    private static CsvColumn column(Object json, Set<String> names) {
        if (!(json instanceof Map<?, ?> column)) {
            throw KerasException.expected(COLUMNS, "objects", json);
        }
        checkKeys("column", Set.of(NAME, WORDS, FILL), column);
        String name = get(NAME, String.class, column);
        if (!names.add(name)) {
            throw KerasException.expected(COLUMNS, "names that differ", "\"" + name + "\" twice");
        }
        List<String> words = texts(WORDS, column);
        if (words.size() > CsvColumn.MAX_CLASSES
                || !List.copyOf(new TreeSet<>(words)).equals(words)) {
            throw KerasException.expected(
                    "column " + name, "at most " + CsvColumn.MAX_CLASSES + " different words in order", words);
        }
        String fill = column.containsKey(FILL) ? get(FILL, String.class, column) : null;
        boolean fits = fill == null
                || (words.isEmpty()
                        ? CsvColumn.isNumber(fill) && Float.isFinite(Float.parseFloat(fill))
                        : words.contains(fill));
        if (!fits) {
            throw KerasException.expected("column " + name + ", fill", "a value of this column", "\"" + fill + "\"");
        }
        return new CsvColumn(name, words, fill);
    }

    private static void checkKeys(String where, Set<String> known, Map<?, ?> json) {
        for (Object key : json.keySet()) {
            if (!known.contains(key)) {
                throw KerasException.expected(where, "keys " + new TreeSet<>(known), "\"" + key + "\"");
            }
        }
    }

    private static List<String> texts(String key, Map<?, ?> json) {
        List<String> texts = new ArrayList<>();
        for (Object item : get(key, List.class, json)) {
            if (!(item instanceof String text)) {
                throw KerasException.expected(key, "texts", item);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    private static <T> T get(String key, Class<T> type, Map<?, ?> json) {
        Object value = json.get(key);
        if (!type.isInstance(value)) {
            throw KerasException.expected(key, type == String.class ? "a text" : "a list", value);
        }
        return type.cast(value);
    }
}
