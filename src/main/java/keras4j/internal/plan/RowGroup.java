package keras4j.internal.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.RowProgram;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/** Makes one program of values that are made over the same rows: operands are loaded once, and what others read is stored. */
final class RowGroup {
    private final List<Value> members;
    private final Set<Value> inside;
    private final RowProgram program;
    private final int rows;
    private final int width;
    /** Where values stand as full rows. */
    private final Map<Value, Integer> full = new HashMap<>();
    /** Where they stand as one number for each row. */
    private final Map<Value, Integer> columns = new HashMap<>();

    RowGroup(Tiles tiles, List<Value> members) {
        this.members = members;
        inside = new HashSet<>(members);
        rows = members.get(0).rows;
        width = members.get(0).width;
        program = new RowProgram(tiles, rows, width, members.size());
    }

    private Map<Value, Integer> registers(boolean isColumn) {
        return isColumn ? columns : full;
    }

    Kernel kernel() {
        Map<Value, Integer> lastReads = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            for (Value read : members.get(i).reads) {
                lastReads.put(read, i);
            }
        }
        for (int i = 0; i < members.size(); i++) {
            Value member = members.get(i);
            add(member);
            for (Value read : new HashSet<>(member.reads)) {
                if (lastReads.get(read) == i) {
                    release(read);
                }
            }
            if (!lastReads.containsKey(member)) {
                release(member);
            }
        }
        return program.end();
    }

    private void release(Value value) {
        for (boolean isColumn : new boolean[] {false, true}) {
            Integer register = registers(isColumn).remove(value);
            if (register != null) {
                program.release(register);
            }
        }
    }

    private void add(Value member) {
        RowStep step = member.step();
        View to = member.view;
        int register;
        if (step instanceof RowStep.Map map) {
            register = program.map(map, operands(member), member.isColumn, to);
        } else if (step instanceof RowStep.Rows each) {
            register = program.rows(each, operands(member), to);
        } else if (step instanceof RowStep.Reduce reduce) {
            register = program.reduce(reduce, whole(member), to);
        } else if (step instanceof RowStep.Generate generate) {
            register = program.generate(generate, to);
        } else if (step instanceof RowStep.Expand) {
            Value read = member.reads.get(0);
            register = program.expand(operand(read, true, read.symbol.shape()), to);
        } else {
            program.sumColumns(whole(member), to);
            return;
        }
        registers(member.isColumn).put(member, register);
    }

    private int[] operands(Value member) {
        int[] operands = new int[member.reads.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(member.reads.get(i), member.isColumn, member.symbol.shape());
        }
        return operands;
    }

    private int whole(Value member) {
        Value read = member.reads.get(0);
        return operand(read, false, read.symbol.shape());
    }

    /** The register that has an operand, which is repeated to that shape. */
    private int operand(Value read, boolean isColumn, Shape shape) {
        Integer known = registers(isColumn).get(read);
        if (known != null) {
            return known;
        }
        int register;
        if (inside.contains(read)) {
            register = program.expand(columns.get(read), null);
        } else if (read.kind == Value.Kind.CONSTANT) {
            register = program.constant(read.view.array()[0], isColumn);
        } else {
            register = program.load(read.view.broadcast(shape), isColumn);
        }
        registers(isColumn).put(read, register);
        return register;
    }
}
