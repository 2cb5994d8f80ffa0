package keras4j;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Prints Keras's progress line: one that moves with the batches (verbose 1), or one an epoch (verbose 2). fit and evaluate have one
 * unless they are given one or are quiet. Keras: {@code ProgbarLogger}.
 */
public final class ProgbarLogger extends Callback {
    private static final int BAR = 20;
    private static final long INTERVAL = 50_000_000;

    private final Consumer<String> out;
    private int verbose;
    private int steps;
    private int done;
    private boolean inFit;
    private long started;
    private long shown;
    private int width;
    private String title = "";

    /** Prints to standard output, as much as verbose says in fit or evaluate. */
    public ProgbarLogger() {
        this(Terminal::print);
    }

    ProgbarLogger(Consumer<String> out) {
        this.out = out;
    }

    @Override
    void attach(Model owner, Params given) {
        super.attach(owner, given);
        verbose = given.verbose();
        inFit = false;
        title = "";
    }

    @Override
    public void onEpochBegin(int epoch) {
        inFit = true;
        title = "Epoch " + (epoch + 1) + "/" + getParams().epochs();
        if (verbose == 1) {
            out.accept(title + "\n");
        }
        begin();
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
        step(batch + 1, logs);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        end(logs);
    }

    @Override
    public void onTestBegin() {
        if (!inFit) {
            begin();
        }
    }

    @Override
    public void onTestBatchEnd(int batch, Logs logs) {
        if (!inFit) {
            step(batch + 1, logs);
        }
    }

    @Override
    public void onTestEnd(Logs logs) {
        if (!inFit) {
            end(logs);
        }
    }

    private void begin() {
        steps = getParams().steps();
        done = 0;
        started = System.nanoTime();
        shown = started;
        width = 0;
    }

    private void step(int number, Logs logs) {
        done = number;
        long now = System.nanoTime();
        if (verbose == 1 && now - shown >= INTERVAL && done != steps) {
            shown = now;
            double perStep = (now - started) / 1e9 / done;
            String clock = clock(steps < 0 ? (now - started) / 1e9 : perStep * (steps - done));
            line(clock, perStep, logs, false);
        }
    }

    /** The final line of an epoch or of an evaluation. */
    private void end(Logs logs) {
        double seconds = (System.nanoTime() - started) / 1e9;
        steps = steps < 0 ? done : steps;
        done = steps;
        double perStep = seconds / Math.max(1, steps);
        if (verbose == 1) {
            line(clock(seconds), perStep, logs, true);
        } else if (verbose == 2) {
            String prefix = title.isEmpty() ? "" : title + " - ";
            out.accept(String.format(
                    Locale.ROOT, "%s%d/%d - %s - %s - %s\n", prefix, done, steps, clock(seconds), rate(perStep), logs));
        }
    }

    private void line(String clock, double perStep, Logs logs, boolean last) {
        String total = steps < 0 ? "Unknown" : Integer.toString(steps);
        int part = steps < 0 ? 0 : (int) ((long) BAR * done / steps);
        String bar = steps < 0 ? "" : "━".repeat(part) + "─".repeat(BAR - part) + " ";
        String text = String.format(
                Locale.ROOT, "%" + total.length() + "d/%s %s%s %s - %s", done, total, bar, clock, rate(perStep), logs);
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
