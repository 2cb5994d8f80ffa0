package keras4j.internal.engine;

/**
 * What a step saw.
 *
 * @param loss the mean over the batch
 * @param outputs the predictions, sample after sample; valid until the engine's next call
 */
public record StepResult(double loss, float[] outputs) {}
