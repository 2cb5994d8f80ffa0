package keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a field is a number is seen in about one reading, whatever it ends with. */
class CsvNumberTest {
    private static final class Counted implements CharSequence {
        private final String text;
        private int reads;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1, x", "+, 1, x", "'', 1, e", "1., 1, x", "., 1, x", "1e, 1, x", "'', 1, ''", "'', -, 1"})
    void isReadOnce(String begin, String repeated, String end) {
        Counted field = new Counted(begin + repeated.repeat(2_000) + end);
        assertThat(CsvColumn.isNumber(field)).isEqualTo(repeated.equals("1") && end.isEmpty());
        assertThat(field.reads).isLessThan(3 * field.length());
    }
}
