package keras4j;

import java.util.Locale;
import java.util.function.Consumer;

/** Keras's progress line: one that moves with the batches (verbose 1), or one an epoch (verbose 2). */
final class ProgressLogger implements Callback {
    private static final int BAR = 20;
    private static final long INTERVAL = 50_000_000;

    private final int verbose;
    private final Consumer<String> out;
    private int epochs;
    private int steps;
    private long started;
    private long shown;
    private int width;
    private String title = "";

    /** @param verbose 1 or 2 */
    ProgressLogger(int verbose, Consumer<String> out) {
        this.verbose = verbose;
        this.out = out;
    }

    @Override
    public void onTrainBegin(int epochCount, int stepCount) {
        epochs = epochCount;
        steps = stepCount;
    }

    @Override
    public void onEpochBegin(int epoch) {
        title = "Epoch " + (epoch + 1) + "/" + epochs;
        if (verbose == 1) {
            out.accept(title + "\n");
        }
        begin(steps);
    }

    /** Starts the clock of an epoch, or of an evaluation, of so many steps. */
    void begin(int stepCount) {
        steps = stepCount;
        started = System.nanoTime();
        shown = started;
        width = 0;
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        long now = System.nanoTime();
        if (verbose == 1 && now - shown >= INTERVAL && batch + 1 < steps) {
            shown = now;
            double perStep = (now - started) / 1e9 / (batch + 1);
            line(batch + 1, clock(perStep * (steps - batch - 1)), perStep, logs, false);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        end(logs);
    }

    /** The final line of an epoch or of an evaluation. */
    void end(Logs logs) {
        double seconds = (System.nanoTime() - started) / 1e9;
        double perStep = seconds / steps;
        if (verbose == 1) {
            line(steps, clock(seconds), perStep, logs, true);
        } else {
            String prefix = title.isEmpty() ? "" : title + " - ";
            out.accept(String.format(
                    Locale.ROOT,
                    "%s%d/%d - %s - %s - %s\n",
                    prefix,
                    steps,
                    steps,
                    clock(seconds),
                    rate(perStep),
                    logs));
        }
    }

    private void line(int step, String clock, double perStep, Logs logs, boolean last) {
        int done = (int) ((long) BAR * step / steps);
        String bar = "━".repeat(done) + (done < BAR ? "─".repeat(BAR - done) : "");
        int digits = Integer.toString(steps).length();
        String text = String.format(
                Locale.ROOT, "%" + digits + "d/%d %s %s %s - %s", step, steps, bar, clock, rate(perStep), logs);
        out.accept("\r" + text + " ".repeat(Math.max(0, width - text.length())) + (last ? "\n" : ""));
        width = text.length();
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        if (whole > 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
        }
        return whole > 60 ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60) : whole + "s";
    }

    private static String rate(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.0fs/step", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.0fms/step", seconds * 1e3)
                : String.format(Locale.ROOT, "%.0fus/step", seconds * 1e6);
    }
}
