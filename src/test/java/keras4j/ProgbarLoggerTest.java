package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgbarLoggerTest {
    private static Logs logs() {
        Logs logs = new Logs(List.of("accuracy", "loss"));
        logs.set(0, 0.72234);
        logs.set(1, 0.00062);
        return logs;
    }

    private static String print(int verbose) {
        StringBuilder printed = new StringBuilder();
        ProgbarLogger logger = new ProgbarLogger(printed::append);
        logger.attach(null, new Callback.Params(100, 106, verbose, false));
        logger.onEpochBegin(0);
        logger.onTrainBatchEnd(0, logs());
        logger.onEpochEnd(0, logs());
        return printed.toString();
    }

    @Test
    void onATerminalKerasLine() {
        assertThat(print(1))
                .matches("Epoch 1/100\n\r106/106 ━{20} 0s \\d+us/step - accuracy: 0.7223 - loss: 6.2000e-04 *\n");
    }

    @Test
    void elsewhereOneLineAnEpoch() {
        assertThat(print(2))
                .matches("Epoch 1/100 - 106/106 - 0s - \\d+us/step - accuracy: 0.7223 - loss: 6.2000e-04\n");
    }

    @Test
    void theLineMovesWithTheBatches() throws Exception {
        StringBuilder printed = new StringBuilder();
        ProgbarLogger logger = new ProgbarLogger(printed::append);
        logger.attach(null, new Callback.Params(1, 4, 1, false));
        logger.onTestBegin();
        logger.onTestBatchEnd(0, logs());
        assertThat(printed).isEmpty();
        Thread.sleep(60);
        logger.onTestBatchEnd(1, logs());
        assertThat(printed.toString())
                .matches("\r2/4 ━{10}─{10} 0s \\d+ms/step - accuracy: 0.7223 - loss: 6.2000e-04 *");
    }

    @Test
    void ofAStreamTheLengthIsNotKnown() throws Exception {
        StringBuilder printed = new StringBuilder();
        ProgbarLogger logger = new ProgbarLogger(printed::append);
        logger.attach(null, new Callback.Params(1, -1, 1, false));
        logger.onTestBegin();
        Thread.sleep(60);
        logger.onTestBatchEnd(1, logs());
        assertThat(printed.toString()).matches("\r +2/Unknown 0s \\d+ms/step - accuracy: 0.7223 - loss: 6.2000e-04 *");
        logger.onTestEnd(logs());
        assertThat(printed.toString()).contains("\r2/2 ━");
    }

    @Test
    void whereLinesCannotBeDrawnTheyAreAscii() {
        String table = new Sequential(new keras4j.layers.Dense(3).inputDim(2)).summaryText();
        assertThat(Terminal.plain(table)).matches("[\\x00-\\x7f]+").contains("| dense (Dense) ");
    }
}
