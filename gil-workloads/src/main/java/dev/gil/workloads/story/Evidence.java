package dev.gil.workloads.story;

import dev.gil.trace.CoreLane;
import dev.gil.trace.Trace;
import dev.gil.workloads.measure.LiveTrace;
import dev.gil.workloads.measure.Outcome;
import dev.gil.workloads.measure.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured of one strategy.
 *
 * @param outcome the experiment it was part of
 * @param row its figures
 * @param live one execution, recorded; empty if none was asked for
 */
public record Evidence(Outcome outcome, Row row, Optional<LiveTrace> live) {
  private static final double CLEARLY = 1.1;

  /** How fast it is, as a heading has it. */
  public String pace() {
    double speedUp = outcome.speedUp(row);
    String took = millis(row.medianMs());
    if (Double.isNaN(speedUp) || row.name().equals(Outcome.BASELINE)) {
      return took;
    }
    if (gainsNothing()) {
      return took + String.format(Locale.ROOT, ", %.2fx: no faster", speedUp);
    }
    return took
        + String.format(Locale.ROOT, speedUp < 1 ? ", %.2fx: slower" : ", %.2fx as fast", speedUp);
  }

  /** Whether it is no more than chance apart from the baseline, or slower. */
  boolean gainsNothing() {
    return outcome
        .row(Outcome.BASELINE)
        .map(base -> base.isLike(row) || base.medianMs() <= row.medianMs())
        .orElse(false);
  }

  /** Whether it is faster by more than a tenth, and by more than chance. */
  boolean gains() {
    return !gainsNothing() && outcome.speedUp(row) > CLEARLY;
  }

  /** How often the lock was passed on; nothing where there is none in this JVM. */
  String handOffs() {
    return Double.isNaN(row.handOffs()) || row.handOffs() < 1
        ? ""
        : String.format(
            Locale.ROOT,
            " The key was passed on %,.0f times an execution, %,.0f times a second.",
            row.handOffs(),
            row.handOffsPerSecond());
  }

  /** How the cores were used; nothing without a recording that knows. */
  public String cores() {
    List<CoreLane> lanes = live.map(l -> l.trace().coreLanes()).orElse(List.of());
    if (lanes.isEmpty()) {
      return live.map(l -> l.trace().cores())
          .filter(source -> !source.known())
          .map(source -> "Which core ran what is not known here: " + source.text() + '.')
          .orElse("");
    }
    LiveTrace recorded = live.orElseThrow();
    double busy = lanes.stream().mapToLong(CoreLane::busyNanos).sum() / 1e6;
    StringBuilder text = new StringBuilder();
    for (CoreLane lane : lanes) {
      text.append(
          String.format(
              Locale.ROOT, "core %d was idle for %.0f %%, ", lane.core(), 100 * lane.idleShare()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "so %.2f cores were at work on average. Their lanes sum to %.1f ms; the processor time"
                + " of all processes was %.1f ms%s.",
            busy / recorded.wallMs(),
            busy,
            recorded.cpuMs(),
            ofWhichJvm(recorded)));
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String ofWhichJvm(LiveTrace recorded) {
    return Double.isNaN(recorded.jvmMs())
        ? ""
        : String.format(
            Locale.ROOT, ", of which %.1f ms by compilers and collectors", recorded.jvmMs());
  }

  /** The share of the recorded time in which somebody had the lock; NaN without a recording. */
  double heldShare() {
    return live.map(
            l -> (double) l.trace().nanos(Trace.State.HOLD) / Math.max(1, l.trace().nanos()))
        .orElse(Double.NaN);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
  }
}
