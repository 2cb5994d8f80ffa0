package keras4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Test
    void controlCharactersAreEscaped() {
        assertThat(Printable.of("a\u001b[2J\r\n\t\u007f\u0085\u2028\u202e\u200b\ufeff\ud83db"))
                .isEqualTo("a\\u001b[2J\\r\\n\\t\\u007f\\u0085\\u2028\\u202e\\u200b\\ufeff\\ud83db");
        assertThat(Printable.lines("\u250f a\u001b\n\rb")).isEqualTo("\u250f a\\u001b\n\rb");
    }

    @Test
    void othersStayAsTheyAre() {
        String text = "dense_1/kernel: \"\u00e9\u00df\u4e2d\ud83d\ude00\u2026\"  ";
        assertThat(Printable.of(text)).isEqualTo(text);
        assertThat(Printable.message(text)).isEqualTo(text);
        assertThat(Printable.of(null)).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x y ", "\u001b", "\ud83d\ude00", "a\ud83d\ude00"})
    void longValuesHaveBeginningAndEnd(String part) {
        String shown = Printable.of("begin" + part.repeat(100_000) + "end");
        assertThat(shown).startsWith("begin").contains("...").endsWith("end").hasSizeBetween(190, 200);
        assertThat(Printable.of(shown)).isEqualTo(shown);
    }

    @Test
    void aMessageKeepsItsWordsAndCutsLongOnes() {
        String message = Printable.message("layer " + "x".repeat(1_000) + ": expected " + "y, ".repeat(100) + "z");
        assertThat(message)
                .startsWith("layer xxx")
                .contains("...")
                .endsWith(": expected " + "y, ".repeat(100) + "z")
                .doesNotContain("x".repeat(Printable.MAX_VALUE));
        assertThat(Printable.message(message)).isEqualTo(message);
        assertThat(Printable.message("a ".repeat(100_000))).hasSizeLessThan(10_000);
    }
}
