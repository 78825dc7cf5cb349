package dev.gil.spi;

/**
 * Hears how far a task is; see {@link TaskOptions#onProgress(Progress)}. Stays in the JVM of the
 * submitter.
 */
@FunctionalInterface
public interface Progress {
  /**
   * The task said so. Where the task runs in this JVM, called on its thread, attached: be quick.
   *
   * @param done so far, in units of the task's own
   * @param total of the same units
   */
  void at(long done, long total);
}
