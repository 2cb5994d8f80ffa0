package keras4j.data;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.Structure;

/**
 * Batches that come one by one, so that there may be more samples than memory holds: each is a {@link Dataset} of the size
 * it should have, with labels and weights if there are any. All have samples of the same shapes, but for lengths that the model
 * does not know ({@code Input.NONE}): each batch can be as long as its own longest. Keras: a generator, a {@code
 * keras.utils.Sequence}, a {@code tf.data.Dataset}.
 *
 * <p>Without a number of steps, an epoch goes to the end of the stream, which then begins anew. An endless stream needs
 * {@code stepsPerEpoch}, {@code validationSteps} or {@code steps}. Streams are not shuffled.
 */
public final class BatchStream implements BatchSource {
    private final Supplier<? extends Iterator<Dataset>> source;
    private final Map<Integer, ? extends Number> classWeights;
    private Iterator<Dataset> opened;
    private Dataset first;

    private BatchStream(Supplier<? extends Iterator<Dataset>> source, Map<Integer, ? extends Number> classWeights) {
        this.source = source;
        this.classWeights = classWeights;
    }

    /**
     * A stream of batches.
     *
     * @param source begins it: asked once for each time that the batches are gone through
     */
    public static BatchStream of(Supplier<? extends Iterator<Dataset>> source) {
        return new BatchStream(KerasException.notNull("BatchStream", "a source of batches", source), null);
    }

    /** The first batch, which says how the others are; whoever begins next gets it, too. */
    private synchronized Dataset first() {
        if (first == null) {
            opened = source.get();
            if (opened == null || !opened.hasNext()) {
                throw KerasException.expected("BatchStream", "at least one batch", "none");
            }
            first = KerasException.notNull("BatchStream", "a batch", opened.next());
        }
        return first;
    }

    @Override
    public List<Shape> xShapes() {
        return first().xShapes();
    }

    @Override
    public boolean hasLabels() {
        return first().hasLabels();
    }

    @Override
    public List<Shape> yShapes() {
        return first().yShapes();
    }

    @Override
    public Structure xStructure() {
        return first().xStructure();
    }

    @Override
    public Structure yStructure() {
        return first().yStructure();
    }

    @Override
    public BatchStream ordered(int[] inputs, int[] labels) {
        return new BatchStream(
                () -> {
                    Iterator<Dataset> batches = open();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return batches.hasNext();
                        }

                        @Override
                        public Dataset next() {
                            return like(batches.next()).ordered(inputs, labels);
                        }
                    };
                },
                classWeights);
    }

    @Override
    public List<Shape> weightShapes() {
        return classWeights == null ? first().weightShapes() : List.of(Shape.of());
    }

    @Override
    public BatchStream classWeight(Map<Integer, ? extends Number> weights) {
        return new BatchStream(source, weights);
    }

    /** A batch, if it is like the first. */
    private Dataset like(Dataset batch) {
        Dataset like = first();
        if (!KerasException.notNull("BatchStream", "a batch", batch).isLike(like)) {
            throw KerasException.expected("BatchStream", "batches like the first, " + like, batch);
        }
        return batch;
    }

    /** The whole stream: from the batch on that {@link #first} has taken, or opened anew. */
    private synchronized Iterator<Dataset> open() {
        if (opened == null) {
            return KerasException.notNull("BatchStream", "an iterator", source.get());
        }
        Iterator<Dataset> rest = opened;
        opened = null;
        return new Iterator<>() {
            private boolean begun;

            @Override
            public boolean hasNext() {
                return !begun || rest.hasNext();
            }

            @Override
            public Dataset next() {
                Dataset batch = begun ? rest.next() : first;
                begun = true;
                return batch;
            }
        };
    }

    @Override
    public Batches batches(int batchSize, Consumer<Dataset> check) {
        return new Batches() {
            private Iterator<Dataset> iterator;

            @Override
            public int count() {
                return -1;
            }

            @Override
            public void begin(SplittableRandom shuffle) {
                iterator = open();
            }

            @Override
            public Batch next() {
                if (!iterator.hasNext()) {
                    return null;
                }
                Dataset batch = like(iterator.next());
                Dataset weighted = classWeights == null ? batch : batch.classWeight(classWeights);
                check.accept(weighted);
                return weighted.whole();
            }
        };
    }
}
