package dev.gil.advisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much others compute on this machine, from when it is asked to watch: all that its processors
 * did, less what this JVM did and the processes that it started. Known on Linux, where this JVM may
 * use all processors; elsewhere nothing is said. Immutable.
 */
public final class Bystanders {
  private static final Path SYSTEM = Path.of("/proc/stat");
  private static final Path SELF = Path.of("/proc/self/stat");

  /** Linux counts for programs in hundredths of a second. */
  private static final double TICK_MS = 10;

  /** What a quiet machine does beside is much less; what changes a comparison is not much more. */
  private static final double MOST = 0.05;

  private final long from;
  private final double othersFrom;

  private Bystanders(long from, double othersFrom) {
    this.from = from;
    this.othersFrom = othersFrom;
  }

  /**
   * Begins to watch.
   *
   * @return to be asked later
   */
  public static Bystanders watch() {
    return new Bystanders(System.nanoTime(), others());
  }

  /**
   * The share of all processors' time that others had since then.
   *
   * @return from 0 to 1; empty where that is not known
   */
  public OptionalDouble share() {
    double others = others() - othersFrom;
    double elapsed = (System.nanoTime() - from) / 1e6;
    int processors = Runtime.getRuntime().availableProcessors();
    return Double.isNaN(others) || elapsed <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.clamp(others / (processors * elapsed), 0, 1));
  }

  /**
   * Why nothing should be concluded from what was measured since then.
   *
   * @return a phrase; empty if others did next to nothing, or it is not known
   */
  public Optional<String> noise() {
    OptionalDouble share = share();
    return share.isEmpty() || share.getAsDouble() <= MOST
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "others computed meanwhile, for %.0f %% of the processors' time",
                100 * share.getAsDouble()));
  }

  /** In milliseconds since the machine began; NaN where it is not known. */
  private static double others() {
    try {
      String system = Files.readString(SYSTEM);
      if (processors(system) != Runtime.getRuntime().availableProcessors()) {
        return Double.NaN;
      }
      double children =
          ProcessHandle.current()
              .descendants()
              .flatMap(process -> process.info().totalCpuDuration().stream())
              .mapToLong(Duration::toMillis)
              .sum();
      return TICK_MS * (busyTicks(system) - ownTicks(Files.readString(SELF))) - children;
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Double.NaN; // another system, or one that hides this
    }
  }

  static long processors(String stat) {
    return stat.lines().filter(line -> line.matches("cpu\\d.*")).count();
  }

  /** All but idle and waiting for disks: also what the machine's host took away. */
  static long busyTicks(String stat) {
    String[] figures = stat.lines().findFirst().orElse("").split(" +", -1);
    long busy = 0;
    for (int i = 1; i <= 8; i++) { // user, nice, system, idle, iowait, irq, softirq, steal
      busy += i == 4 || i == 5 ? 0 : Long.parseLong(figures[i]);
    }
    return busy;
  }

  /** Of a process and of the children that it had and that have ended. */
  static long ownTicks(String stat) {
    // The name is in brackets and may hold anything, brackets too.
    String[] figures = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long own = 0;
    for (int i = 11; i <= 14; i++) {
      own += Long.parseLong(figures[i]);
    }
    return own;
  }
}
