package dev.gil.testkit.rules;

import dev.gil.testkit.explore.Forked;
import dev.gil.testkit.explore.Interleavings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Marks of one explored execution: each use is a decision, and who waits lets others run.
 *
 * <p>Its maps need no lock, as explored threads run one at a time and nothing here is a point.
 */
@SuppressWarnings("serial") // explored tasks do not travel
final class ExploredMarks implements Marks {
  private final long patienceNanos;
  private final Map<String, CountDownLatch> signals = new HashMap<>();
  private final Map<String, List<String>> logs = new HashMap<>();
  private final List<Forked> forked = new ArrayList<>();

  ExploredMarks(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  private CountDownLatch signal(String name) {
    return signals.computeIfAbsent(name, _ -> new CountDownLatch(1));
  }

  private List<String> log(String name) {
    return logs.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  @Override
  public void set(String name) {
    Interleavings.point(this);
    signal(name).countDown();
  }

  @Override
  public boolean isSet(String name) {
    Interleavings.point(this);
    return signal(name).getCount() == 0;
  }

  @Override
  public void await(String name) throws InterruptedException {
    if (!signal(name).await(patienceNanos, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("the signal \"" + name + "\" did not come");
    }
  }

  /** Does not compute: a loop that waits for others is an execution without end. */
  @Override
  public void spin(String name) throws InterruptedException {
    await(name);
  }

  @Override
  public CompletionStage<Void> stage(String name) {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    fork(
        () -> {
          try {
            await(name);
            stage.complete(null);
          } catch (InterruptedException | AssertionError e) {
            stage.completeExceptionally(e);
          }
        });
    return stage;
  }

  /** Starts an explored thread, which has ended when {@link #end} returns. */
  void fork(Runnable body) {
    forked.add(Interleavings.fork(body::run));
  }

  /** Ends the threads that still wait for a signal. */
  void end() {
    signals.values().forEach(CountDownLatch::countDown);
    Interleavings.join(forked.toArray(Forked[]::new));
  }

  @Override
  public void turn() {
    Interleavings.point();
  }

  @Override
  public void deafLoop() {
    throw new UnsupportedOperationException("a loop without end is not explored");
  }

  @Override
  public void tally(String name) {
    write(name, "");
  }

  @Override
  public int count(String name) {
    return lines(name).size();
  }

  @Override
  public void write(String log, String line) {
    Interleavings.point(this);
    log(log).add(line);
  }

  @Override
  public List<String> lines(String log) {
    Interleavings.point(this);
    return List.copyOf(log(log));
  }
}
