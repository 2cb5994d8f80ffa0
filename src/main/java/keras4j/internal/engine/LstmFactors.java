package keras4j.internal.engine;

/**
 * What dropout multiplies in a batch, the same in all steps: (samples, copies times the width).
 *
 * @param inputs of the inputs; null for 1
 * @param recurrent of the outputs of the step before; null for 1
 */
record LstmFactors(float[] inputs, float[] recurrent) {}
