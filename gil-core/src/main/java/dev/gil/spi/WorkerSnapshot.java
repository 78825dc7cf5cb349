package dev.gil.spi;

/**
 * One worker of a runner, at one moment.
 *
 * @param name of the worker
 * @param pid of its process
 * @param state in a word, such as {@code idle} or {@code busy}
 * @param tasks how many it has ended
 */
public record WorkerSnapshot(String name, long pid, String state, long tasks) {}
