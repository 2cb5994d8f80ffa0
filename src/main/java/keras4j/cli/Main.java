package keras4j.cli;

import java.util.function.Function;
import keras4j.Args;
import keras4j.core.KerasException;
import keras4j.core.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code keras4j}: models and data from files, without code. */
@Command(
        name = "keras4j",
        description =
                "Trains, evaluates and runs Keras models. MODEL is a .keras or .h5 file, or a .json file of Keras's"
                        + " to_json(): layers and compile arguments, with first weights at random.",
        subcommands = {
            SummaryCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            FitCommand.class,
            ConvertCommand.class
        },
        footer = "Exit codes: 0 done, 1 a file, model or data that will not do, 2 a command that is none.")
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this text.")
    private boolean help;

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command on this process's standard output and error; returns the exit code. */
    static int run(String... args) {
        CommandLine line = new CommandLine(new Main())
                .setExpandAtFiles(false)
                .registerConverter(Args.BatchSize.class, option(text -> Args.batchSize(Integer.parseInt(text))))
                .registerConverter(Integer.class, option(Integer::valueOf))
                .registerConverter(Double.class, option(Double::valueOf))
                .registerConverter(Args.Seed.class, option(text -> Args.seed(Long.parseLong(text))))
                .registerConverter(Args.Epochs.class, option(text -> Args.epochs(Integer.parseInt(text))))
                .registerConverter(
                        Args.ValidationSplit.class, option(text -> Args.validationSplit(Double.parseDouble(text))))
                .setParameterExceptionHandler((exception, arguments) -> misused(exception))
                .setExecutionExceptionHandler((exception, command, result) -> failed(exception));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return failed(
                    "memory: expected enough for model and data (java -Xmx8g -jar ..), received " + e.getMessage());
        }
    }

    /** An option's text as the library takes it; what it refuses is wrong usage. */
    private static <T> ITypeConverter<T> option(Function<String, T> converter) {
        return text -> {
            try {
                return converter.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a number, received \"" + text + "\"");
            } catch (KerasException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    /** The message and how to use the command. */
    private static int misused(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        System.err.println(Printable.message(exception.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
            command.usage(command.getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** One line for what the user can mend; anything else is a mistake of this program, and is shown whole. */
    private static int failed(Exception exception) throws Exception {
        if (exception instanceof KerasException) {
            return failed(exception.getMessage());
        }
        throw exception;
    }

    private static int failed(String message) {
        System.err.println("keras4j: " + Printable.message(message));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
