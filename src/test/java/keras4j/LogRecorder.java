package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** SLF4J's provider in the tests: keeps what keras4j logs, and nothing else. */
public final class LogRecorder extends NOP_FallbackServiceProvider {
    private static final List<String> MESSAGES = new CopyOnWriteArrayList<>();

    /** What is logged while that runs, such as "WARN The model ..". */
    static List<String> during(Runnable code) {
        int before = MESSAGES.size();
        code.run();
        return new ArrayList<>(MESSAGES.subList(before, MESSAGES.size()));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> name.startsWith("keras4j.") ? new Recording() : NOPLogger.NOP_LOGGER;
    }

    private static final class Recording extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            MESSAGES.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
