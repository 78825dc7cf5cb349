package dev.gil.workloads.cli;

import dev.gil.advisor.Facts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a measurement cannot see and whoever asks must say. */
final class FactsOption {
  private static final long MOST_MB = 1L << 30;

  @Option(
      names = "--thread-safe",
      negatable = true,
      fallbackValue = "true",
      description =
          "Two tasks may (or may not) run at once in one JVM without a lock. If nothing is said"
              + " they are not run so.")
  private @Nullable Boolean threadSafe;

  @Option(names = "--not-thread-safe", description = "The same as --no-thread-safe.")
  private boolean notThreadSafe;

  @Option(names = "--same-thread", description = "All tasks must run on one thread.")
  private boolean sameThread;

  @Option(names = "--in-order", description = "Tasks must begin in order.")
  private boolean inOrder;

  @Option(
      names = "--shared-state",
      description = "Tasks must see the objects of this JVM, not copies.")
  private boolean sharedState;

  @Option(names = "--may-crash", description = "A task may take its JVM down.")
  private boolean mayCrash;

  @Option(names = "--may-hang", description = "A task may never end and answer nothing.")
  private boolean mayHang;

  @Option(
      names = "--memory-limit",
      paramLabel = "MB",
      description = "The most that worker processes may take together.")
  private @Nullable Long memoryLimit;

  Facts facts(CommandLine line, Facts otherwise) {
    Facts facts = otherwise;
    if (notThreadSafe && Boolean.TRUE.equals(threadSafe)) {
      throw new CommandLine.ParameterException(
          line, "--thread-safe and --not-thread-safe contradict each other");
    }
    if (notThreadSafe || threadSafe != null) {
      facts = facts.threadSafe(!notThreadSafe && Boolean.TRUE.equals(threadSafe));
    }
    facts = sameThread ? facts.onSameThread() : facts;
    facts = inOrder ? facts.begunInOrder() : facts;
    facts = sharedState ? facts.sharingState() : facts;
    facts = mayCrash ? facts.crashing() : facts;
    facts = mayHang ? facts.hanging() : facts;
    if (memoryLimit != null) {
      Ranges.check(line, "--memory-limit", memoryLimit, 1, MOST_MB, "MB");
      facts = facts.memoryLimit(memoryLimit * 1_000_000);
    }
    return facts;
  }
}
