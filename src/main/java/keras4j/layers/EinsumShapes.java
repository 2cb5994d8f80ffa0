package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * What the weights of an {@link EinsumDense} look like.
 *
 * @param kernel its shape
 * @param bias its shape; null for none
 * @param fanIn how many numbers go into one of the output
 * @param fanOut into how many numbers one of the input goes
 */
record EinsumShapes(Shape kernel, Shape bias, int fanIn, int fanOut) {
    /** Labels, those of axes that are not said being dots before or behind them. */
    private static final Pattern EQUATION =
            Pattern.compile("(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

    /**
     * @param equation Keras's
     * @param biasAxes the output's axes along which the bias has numbers of their own; null for no bias
     * @param input with the axis of the batch
     * @param lengths those of the output's axes behind the batch's that have labels; {@link Shape#NONE} for those of the input
     */
    static EinsumShapes of(String equation, String biasAxes, Shape input, int[] lengths) {
        Matcher parts = parts(equation);
        String in = parts.group(2);
        String out = parts.group(6);
        boolean isLeft = parts.group(1) != null;
        int rest = input.rank() - in.length();
        if (rest < 0 || rest > 0 && !isLeft && parts.group(3) == null) {
            throw expected("equation", "one with labels for the axes of inputs of shape " + input, equation);
        }
        int hidden = isLeft && rest > 0 ? 0 : 1;
        if (lengths.length != out.length() - hidden) {
            throw expected("outputShape", out.length() - hidden + " lengths for " + equation, Shape.of(lengths));
        }
        Map<Character, Integer> ofInput = new HashMap<>();
        for (int i = 0; i < in.length(); i++) {
            ofInput.put(in.charAt(i), input.dim(isLeft ? i + rest : i));
        }
        Map<Character, Integer> ofOutput = new HashMap<>();
        for (int i = 0; i < out.length(); i++) {
            char label = out.charAt(i);
            int own = ofInput.getOrDefault(label, Shape.NONE);
            int said = i < hidden ? own : lengths[i - hidden];
            if (said != Shape.NONE && own != Shape.NONE && said != own) {
                throw expected("outputShape", own + " of the input for " + label + " of " + equation, said);
            }
            ofOutput.put(label, said == Shape.NONE ? own : said);
        }
        return of(parts, biasAxes, ofInput, ofOutput, isLeft ? 0 : rest);
    }

    private static EinsumShapes of(
            Matcher parts,
            String biasAxes,
            Map<Character, Integer> ofInput,
            Map<Character, Integer> ofOutput,
            int behind) {
        List<Integer> kernel = new ArrayList<>();
        List<Integer> in = new ArrayList<>();
        List<Integer> out = new ArrayList<>();
        for (char label : parts.group(4).toCharArray()) {
            Integer length = ofOutput.getOrDefault(label, ofInput.get(label));
            if (length == null) {
                throw expected("equation", "labels of the kernel that input or output have, too", parts.group());
            }
            kernel.add(length);
            (ofOutput.containsKey(label) ? out : in).add(length);
        }
        List<Integer> bias = new ArrayList<>();
        for (char label : parts.group(6).toCharArray()) {
            boolean isBiased = biasAxes != null && biasAxes.indexOf(label) >= 0;
            if (isBiased || !bias.isEmpty()) {
                bias.add(isBiased ? ofOutput.get(label) : 1);
            }
        }
        for (int i = 0; i < behind; i++) {
            bias.add(1);
        }
        Shape ofBias = biasAxes == null ? null : shape(bias);
        return new EinsumShapes(
                shape(kernel), ofBias, shape(in).size(), shape(out).size());
    }

    private static Shape shape(List<Integer> lengths) {
        return Shape.of(lengths.stream().mapToInt(length -> length).toArray());
    }

    /**
     * Looks whether an equation is one, and its output has these axes.
     *
     * @throws KerasException if not
     */
    static void check(String equation, String biasAxes) {
        String out = parts(equation).group(6);
        if (biasAxes != null && (biasAxes.isEmpty() || !biasAxes.chars().allMatch(label -> out.indexOf(label) >= 0))) {
            throw expected("biasAxes", "labels of the output of " + equation, biasAxes);
        }
    }

    private static Matcher parts(String equation) {
        Matcher parts = EQUATION.matcher(equation);
        boolean isOne = parts.matches()
                && (parts.group(1) == null) == (parts.group(5) == null)
                && (parts.group(3) == null) == (parts.group(7) == null)
                && (parts.group(1) == null || parts.group(3) == null);
        if (!isOne) {
            throw expected("equation", "one like ab,bc->ac, ...a,ab->...b or ab...,bc->ac...", equation);
        }
        return parts;
    }

    private static KerasException expected(String argument, String expected, Object received) {
        return KerasException.expected("EinsumDense." + argument, expected, received);
    }
}
