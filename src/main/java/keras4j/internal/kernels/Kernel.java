package keras4j.internal.kernels;

/** A piece of work on places that are its own: what a plan runs, one after the other. One thread at a time runs it. */
public interface Kernel {
    void run();
}
