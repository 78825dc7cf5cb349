package dev.gil.trace;

import java.util.List;

/**
 * Where the core ids of a trace come from, or why it has none. They are never guessed.
 *
 * @param known whether spans carry core ids
 * @param text the source in words; the reason where {@code known} is false
 * @param cores ids of the cores that this JVM might run on when the trace was made, in order; empty
 *     if unknown
 */
public record CoreSource(boolean known, String text, List<Integer> cores) {
  /**
   * Sorts and copies the list.
   *
   * @param known whether spans carry core ids
   * @param text the source in words, or the reason
   * @param cores ids of the cores that this JVM might run on
   */
  public CoreSource {
    cores = cores.stream().sorted().distinct().toList();
  }

  /**
   * No span says where it ran.
   *
   * @param reason why not, in words, such as "not Linux"
   * @return a source that knows nothing
   */
  public static CoreSource none(String reason) {
    return new CoreSource(false, reason, List.of());
  }
}
