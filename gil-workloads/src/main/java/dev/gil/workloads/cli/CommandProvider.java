package dev.gil.workloads.cli;

/**
 * Adds a command to {@code gil}: what a provider implements, registered as a service.
 *
 * <p>A provider that cannot be loaded is reported on the error stream and never takes the others
 * down.
 */
public interface CommandProvider {
  /**
   * The command.
   *
   * @return a new object of a class with picocli's {@code @Command}, whose name becomes the
   *     command's
   */
  Object command();
}
