import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.normal;
import static keras4j.ops.Ops.softplus;

import java.util.List;
import keras4j.Model;
import keras4j.Sequential;
import keras4j.TrainStep;
import keras4j.core.Optimizer;
import keras4j.layers.Dense;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/** Two networks of two layers each: the discriminator takes a step, then the generator through the new discriminator. */
final class Gan extends Model {
    private final int latent;
    private final Sequential discriminator;
    private final Sequential generator;
    private final Optimizer dOptimizer = new Adam().learningRate(1e-4);
    private final Optimizer gOptimizer = new Adam().learningRate(1e-4);

    Gan(int features, int latent, int units) {
        this.latent = latent;
        discriminator = new Sequential(new Dense(units).activation("relu").inputDim(features), new Dense(1));
        generator = new Sequential(new Dense(units).activation("relu").inputDim(latent), new Dense(features));
    }

    @Override
    protected void trainStep(TrainStep step) {
        Symbol noise = normal(List.of(step.x().dim(0), latent), 0, 1, new SeedGenerator());
        Symbol real = discriminator.apply(step.x());
        Symbol fake = discriminator.apply(generator.apply(noise));
        Symbol loss = mean(softplus(real.negative())).plus(mean(softplus(fake)));
        List<Symbol> weights = discriminator.trainableWeights();
        step.apply(dOptimizer, step.gradients(loss, weights), weights);
        Symbol misled = mean(softplus(discriminator.apply(generator.apply(noise)).negative()));
        List<Symbol> own = generator.trainableWeights();
        step.apply(gOptimizer, step.gradients(misled, own), own);
        step.log("loss", loss);
        step.log("misled", misled);
    }
}
