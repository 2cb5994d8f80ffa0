package keras4j.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as Python writes them. Not for users. */
public final class PythonText {
    /** Enough for any float64. */
    private static final int MAX_DIGITS = 17;

    private PythonText() {}

    /** With so many digits after the point, rounded to the even one if two are as near. Python: {@code f"{value:.5f}"}. */
    public static String of(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString()
                : of(value);
    }

    /** The shortest text that is this number: 0.001, 1e-05, 1e+16, nan. Python: {@code repr}. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        double size = Math.abs(value);
        BigDecimal shortest = BigDecimal.ZERO;
        for (int digits = 1; shortest.doubleValue() != size && digits <= MAX_DIGITS; digits++) {
            shortest = new BigDecimal(size).round(new MathContext(digits));
        }
        shortest = shortest.stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (size != 0 && (exponent < -4 || exponent >= 16)) {
            String digits = shortest.unscaledValue().toString();
            String mantissa = digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "");
            return sign
                    + mantissa
                    + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        return sign + (shortest.scale() > 0 ? shortest : shortest.setScale(1)).toPlainString();
    }
}
