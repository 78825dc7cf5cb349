package dev.gil.workloads.companion;

import java.io.IOException;
import java.util.StringJoiner;

/** What a companion does in its own process. */
public final class Companion {
  /** What must be tidied up. */
  @FunctionalInterface
  public interface Tidying {
    /** Tidies up. */
    void run() throws IOException;
  }

  private Companion() {}

  /** Tells the parent that this process is ready. */
  public static void ready(Object... words) {
    StringJoiner line = new StringJoiner(" ", CompanionProcess.READY, "");
    for (Object word : words) {
      line.add(word.toString());
    }
    System.out.println(line);
  }

  /**
   * Ends this process, after tidying up, as soon as its parent is gone or closes it; not before,
   * even if {@code main} returns.
   */
  public static void endWithParent(Tidying tidying) {
    Thread.ofPlatform().name("parent-watch").start(() -> watch(tidying));
  }

  private static void watch(Tidying tidying) {
    try {
      while (System.in.read() >= 0) {
        // The parent has nothing to say.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    try {
      tidying.run();
    } catch (IOException | RuntimeException e) {
      System.err.println(e);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }
}
