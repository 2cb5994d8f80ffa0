package keras4j;

import java.nio.file.Path;
import keras4j.layers.Dense;
import keras4j.layers.Input;

/** A program that saves two models in turns until it is killed. */
final class SavingForever {
    private SavingForever() {}

    static Sequential model(int units) {
        return new Sequential(new Input(100), new Dense(units), new Dense(1));
    }

    public static void main(String[] files) {
        Sequential small = model(200);
        Sequential large = model(1_000);
        for (int i = 0; true; i++) {
            for (String file : files) {
                (i % 2 == 0 ? small : large).save(Path.of(file));
            }
            if (i == 1) {
                System.out.println("saved");
            }
        }
    }
}
