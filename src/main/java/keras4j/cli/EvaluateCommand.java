package keras4j.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.Args;
import keras4j.EvaluateArg;
import keras4j.Logs;
import keras4j.Model;
import keras4j.core.Json;
import keras4j.core.NumberArray;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes loss and metrics. */
@Command(
        name = "evaluate",
        description =
                "Prints loss and metrics of a compiled model. A table with words needs --like, the training table or its encoding.")
final class EvaluateCommand implements Runnable {
    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private LabelledData data;

    @Mixin
    private BatchSizeOption batchSize;

    @Mixin
    private SampleWeightOption sampleWeight;

    @Option(names = "--json", description = "Prints a JSON object, with all digits.")
    private boolean json;

    @Override
    public void run() {
        Model compiled = ModelFiles.readCompiled(model);
        List<EvaluateArg> args = new ArrayList<>(List.of(batchSize.value, Args.verbose(0)));
        if (sampleWeight.isGiven()) {
            args.add(sampleWeight.read());
        }
        Logs figures = compiled.evaluate(data.trained(compiled), args.toArray(EvaluateArg[]::new));
        System.out.println(json ? json(figures) : figures);
    }

    private static String json(Logs figures) {
        Map<String, Object> all = new LinkedHashMap<>();
        figures.names()
                .forEach(name ->
                        all.put(name, NumberArray.of(figures.getAll(name)).toJson()));
        return new String(Json.write(all), StandardCharsets.UTF_8);
    }
}
