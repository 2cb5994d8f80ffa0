package keras4j.internal.compiled;

import java.util.List;
import keras4j.activations.Relu;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.ActivationKernel;
import keras4j.internal.engine.ConvolutionKernel;
import keras4j.internal.engine.MaxPoolingKernel;

/** Makes one kernel of two that follow each other, where that computes the same with fewer passes through memory. */
final class Fusion {
    private final int inputs;
    private final List<Step> steps;
    private final List<Integer> places;
    private final List<Integer> outputs;

    /**
     * @param inputs how many values stand before those of the steps
     * @param steps is changed
     * @param places for each of the network's values its number here; is changed. A value that is no longer made keeps some
     *     number
     * @param outputs the network's values that must be made
     */
    Fusion(int inputs, List<Step> steps, List<Integer> places, List<Integer> outputs) {
        this.inputs = inputs;
        this.steps = steps;
        this.places = places;
        this.outputs = outputs;
    }

    void run() {
        int i = 0;
        while (i + 1 < steps.size()) {
            // The kernels are looked at first: most plans have none of these.
            SampleKernel both = steps.get(i).kernel() instanceof ConvolutionKernel convolution && isReadByNextOnly(i)
                    ? both(convolution, steps.get(i + 1).kernel())
                    : null;
            if (both == null) {
                i++;
            } else {
                replace(i, both);
            }
        }
    }

    private boolean isReadByNextOnly(int i) {
        int value = inputs + i;
        long readers = steps.stream().filter(step -> step.isReading(value)).count();
        boolean isOutput = outputs.stream().anyMatch(output -> places.get(output) == value);
        return readers == 1 && steps.get(i + 1).isReading(value) && !isOutput;
    }

    /** A kernel that does what the two do; null if there is none. */
    private static SampleKernel both(ConvolutionKernel convolution, SampleKernel next) {
        if (next instanceof MaxPoolingKernel pooling) {
            return convolution.with(pooling);
        }
        return next instanceof ActivationKernel activation
                        && activation.function() instanceof Relu relu
                        && !relu.hasArguments()
                ? convolution.with(relu)
                : null;
    }

    private void replace(int i, SampleKernel both) {
        Step first = steps.remove(i);
        steps.set(i, new Step(first.node(), both, first.reads()[0]));
        for (int k = i + 1; k < steps.size(); k++) {
            steps.get(k).dropValue(inputs + i);
        }
        places.replaceAll(place -> place > inputs + i ? place - 1 : place);
    }
}
