package keras4j;

import keras4j.core.KerasException;

/** An option of {@link Keras4j#plotModel}, made by a method of {@link Args}. */
public sealed interface PlotModelArg {
    /** See {@link Args#showShapes}. */
    record ShowShapes(boolean value) implements PlotModelArg {}

    /** See {@link Args#showDtype}. */
    record ShowDtype(boolean value) implements PlotModelArg {}

    /** See {@link Args#showLayerNames}. */
    record ShowLayerNames(boolean value) implements PlotModelArg {}

    /** See {@link Args#showLayerActivations}. */
    record ShowLayerActivations(boolean value) implements PlotModelArg {}

    /** See {@link Args#showTrainable}. */
    record ShowTrainable(boolean value) implements PlotModelArg {}

    /** See {@link Args#expandNested}. */
    record ExpandNested(boolean value) implements PlotModelArg {}

    /** See {@link Args#rankdir}. */
    record Rankdir(String value) implements PlotModelArg {
        public Rankdir {
            if (!"TB".equals(value) && !"LR".equals(value)) {
                throw KerasException.expected("rankdir", "\"TB\" or \"LR\"", value);
            }
        }
    }

    /** See {@link Args#dpi}. */
    record Dpi(int value) implements PlotModelArg {
        public Dpi {
            if (value < 1) {
                throw KerasException.expected("dpi", "at least 1", value);
            }
        }
    }
}
