package dev.gil.testkit.rules;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a probe on a thread of its own, so that no strategy can hang the one that tests it. */
public final class ProbeRun {
  private ProbeRun() {}

  /**
   * Runs a probe within a few times the subject's patience.
   *
   * @return what it failed with, or null
   */
  public static @Nullable Throwable of(Probe probe, Subject subject) throws InterruptedException {
    Duration limit = subject.patience().multipliedBy(4);
    FutureTask<@Nullable Void> run =
        new FutureTask<>(
            () -> {
              try (Trial trial = new Trial(subject, new Ground.Real(subject))) {
                probe.check(trial);
              }
              return null;
            });
    Thread.ofPlatform().daemon().name("rule " + probe.rule().number()).start(run);
    try {
      run.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      String threads = ThreadDump.text();
      run.cancel(true);
      return new AssertionError(
          probe.rule() + ": undecided after " + limit + ", so it fails\n" + threads, e);
    }
  }
}
