package keras4j.optimizers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Names;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;

/** A {@link MultiOptimizer} at work. */
final class MultiState extends OptimizerState {
    private final MultiOptimizer rule;
    /** For each place of a weight the number of the optimizer that trains it: a function gives another one each time. */
    private final Map<Integer, Integer> indices = new HashMap<>();

    private final List<OptimizerState> states = new ArrayList<>();
    private final Map<Part, List<Part>> parts = new IdentityHashMap<>();

    MultiState(MultiOptimizer rule, float[] weights, List<Variable> variables) {
        super(rule, variables);
        this.rule = rule;
        shares(whole(), weights);
    }

    private List<Part> shares(Part part, float[] weights) {
        List<List<Variable>> shares = shares(part.variables());
        for (int i = states.size(); i < shares.size(); i++) {
            states.add(rule.optimizers().get(i).state(weights, shares.get(i)));
        }
        List<Part> known = shares.stream().map(Part::of).toList();
        parts.put(part, known);
        return known;
    }

    /** Which of the variables each optimizer trains. */
    private List<List<Variable>> shares(List<Variable> variables) {
        for (Variable variable : variables) {
            indices.computeIfAbsent(variable.from(), from -> rule.indexFor(variable));
        }
        List<List<Variable>> shares = new ArrayList<>();
        for (int i = 0; i < rule.optimizers().size(); i++) {
            int index = i;
            shares.add(variables.stream()
                    .filter(variable -> indices.get(variable.from()) == index)
                    .toList());
        }
        return shares;
    }

    @Override
    public void step(Part part, float[] weights, float[] gradients) {
        List<Part> shares = parts.get(part);
        if (shares == null) {
            shares = shares(part, weights);
        }
        for (int i = 0; i < shares.size(); i++) {
            if (!shares.get(i).variables().isEmpty()) {
                states.get(i).step(shares.get(i), weights, gradients);
            }
        }
        setIterations(iterations() + 1);
    }

    @Override
    protected void met(List<Variable> variables, float[] weights) {
        List<Part> shares = shares(part(variables), weights);
        for (int i = 0; i < shares.size(); i++) {
            states.get(i).train(shares.get(i).variables(), weights);
        }
    }

    @Override
    public void begin() {
        states.forEach(OptimizerState::begin);
        setIterations(0);
    }

    @Override
    public List<Remembered> remembered(List<Variable> variables) {
        return List.of();
    }

    @Override
    public List<Inner> inner(List<Variable> variables) {
        List<List<Variable>> shares = shares(variables);
        Map<String, Integer> used = new HashMap<>();
        List<Inner> all = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            String name = Names.snakeCase(Names.classOf(states.get(i).rule()));
            int number = used.merge(name, 1, Integer::sum) - 1;
            all.add(new Inner("optimizers/" + name + (number == 0 ? "" : "_" + number), states.get(i), shares.get(i)));
        }
        return all;
    }
}
