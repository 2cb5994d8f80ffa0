package keras4j.initializers;

import java.util.Map;
import java.util.TreeMap;
import keras4j.core.Names;

/** The windows that scipy.signal.get_window has by a name alone. */
final class WindowFunctions {
    /** A window's number in one place. */
    private interface Window {
        /** @param n from 0 to m - 1 */
        double at(double n, int m);
    }

    private static final Map<String, Window> ALL = new TreeMap<>();

    static {
        ALL.put("hann", cosines(0.5, 0.5));
        ALL.put("hamming", cosines(0.54, 0.46));
        ALL.put("blackman", cosines(0.42, 0.5, 0.08));
        ALL.put("nuttall", cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411));
        ALL.put("blackmanharris", cosines(0.35875, 0.48829, 0.14128, 0.01168));
        ALL.put("flattop", cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368));
        ALL.put("boxcar", (n, m) -> 1);
        ALL.put("bartlett", (n, m) -> 1 - fromMiddle(n, m));
        ALL.put("triang", (n, m) -> {
            double fromEnd = Math.min(n, m - 1 - n) + 1;
            return m % 2 == 0 ? (2 * fromEnd - 1) / m : 2 * fromEnd / (m + 1);
        });
        ALL.put("parzen", (n, m) -> {
            double x = Math.abs(n - (m - 1) / 2.0) / (m / 2.0);
            boolean isInner = Math.abs(n - (m - 1) / 2.0) <= (m - 1) / 4.0;
            return isInner ? 1 - 6 * x * x + 6 * x * x * x : 2 * Math.pow(1 - x, 3);
        });
        ALL.put("bohman", (n, m) -> {
            double x = fromMiddle(n, m);
            return x == 1 ? 0 : (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
        });
        ALL.put("barthann", (n, m) -> {
            double x = fromMiddle(n, m) / 2;
            return 0.62 - 0.48 * x + 0.38 * Math.cos(2 * Math.PI * x);
        });
        ALL.put("cosine", (n, m) -> Math.sin(Math.PI / m * (n + 0.5)));
        ALL.put("lanczos", (n, m) -> {
            double x = Math.PI * fromMiddle(n, m);
            return x == 0 ? 1 : Math.sin(x) / x;
        });
    }

    private WindowFunctions() {}

    /** From 0 in the middle to 1 at both ends. */
    private static double fromMiddle(double n, int m) {
        return Math.abs(2 * n / (m - 1) - 1);
    }

    private static Window cosines(double... factors) {
        return (n, m) -> {
            double sum = 0;
            for (int k = 0; k < factors.length; k++) {
                sum += (k % 2 == 0 ? 1 : -1) * factors[k] * Math.cos(2 * Math.PI * k * n / (m - 1));
            }
            return sum;
        };
    }

    /** @throws keras4j.core.KerasException for a name that none has */
    static String checked(String where, String name) {
        if (!ALL.containsKey(name)) {
            throw Names.unknown(where, name, ALL.keySet());
        }
        return name;
    }

    /** @param isPeriodic whether its end is the beginning of the next, which is left out */
    static double[] of(String name, int length, boolean isPeriodic) {
        double[] window = new double[length];
        for (int n = 0; n < length; n++) {
            window[n] = length == 1 ? 1 : ALL.get(name).at(n, isPeriodic ? length + 1 : length);
        }
        return window;
    }
}
