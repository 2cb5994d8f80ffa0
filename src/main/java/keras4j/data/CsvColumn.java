package keras4j.data;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import keras4j.core.KerasException;
import keras4j.core.Names;

/**
 * How the fields of one column become numbers.
 *
 * @param words in alphabetical order; none for a column of numbers
 * @param fill what a missing field stands for; null if none may be missing
 */
record CsvColumn(String name, List<String> words, String fill) {
    static final int MAX_CLASSES = 1000;

    /** What is taken is not given back: a field of many digits that is no number is seen once. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?+(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?+\\d++)?+");

    static boolean isNumber(CharSequence field) {
        return NUMBER.matcher(field).matches();
    }

    /** How many features it becomes. */
    int width() {
        return words.size() > 2 ? words.size() : 1;
    }

    /** The names of its features: its own, or column=word for each word. */
    List<String> features() {
        return words.size() > 2 ? words.stream().map(word -> name + "=" + word).toList() : List.of(name);
    }

    /**
     * Writes a field's features from {@code from} on, where zeros are.
     *
     * @param field null if it is missing
     * @param ignoreUnknown whether a word that is not known leaves the zeros
     * @param row what messages call it
     */
    void encode(String field, float[] features, int from, boolean ignoreUnknown, Place row) {
        String value = present(field, row);
        if (words.isEmpty()) {
            features[from] = number(value, row);
        } else if (!ignoreUnknown || word(value) >= 0) {
            int word = known(value, row);
            features[from + (width() == 1 ? 0 : word)] = width() == 1 ? word : 1;
        }
    }

    /** The number that a label's field stands for: itself, or that of its word. */
    float label(String field, Place row) {
        if (field == null) {
            throw missing(row);
        }
        return words.isEmpty() ? number(field, row) : known(field, row);
    }

    private String present(String field, Place row) {
        if (field == null && fill == null) {
            throw missing(row);
        }
        return field == null ? fill : field;
    }

    private KerasException missing(Place row) {
        return KerasException.expected(
                row.of(name), "a value (fillMissing or dropMissing where some are missing)", "none");
    }

    private int word(String value) {
        return Collections.binarySearch(words, value);
    }

    private int known(String value, Place row) {
        int word = word(value);
        if (word < 0) {
            throw Names.unknown(row.of(name), value, words);
        }
        return word;
    }

    private float number(String value, Place row) {
        float number = isNumber(value) ? Float.parseFloat(value) : Float.NaN;
        if (!Float.isFinite(number)) {
            throw KerasException.expected(
                    row.of(name), "a number within float32, as in other rows", "\"" + value + "\"");
        }
        return number;
    }

    /**
     * A row of a table.
     *
     * @param number counted from 0; -1 for a row of no table
     */
    record Place(String source, int number) {
        String of(String column) {
            return source + (number < 0 ? "" : ", row " + (number + 1)) + ", column " + column;
        }
    }
}
