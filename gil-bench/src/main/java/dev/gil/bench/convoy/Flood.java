package dev.gil.bench.convoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Two hogs beside many threads that each make an echo trip and then work {@value
 * FloodClient#CHUNKS_A_TRIP} chunks on the answer, under the lock: how much of the lock's time the
 * hogs together keep.
 */
final class Flood {
  private static final int HOGS = 2;

  private final double hogNanos;
  private final double clientNanos;
  private final double hogTurns;
  private final double clientTurns;

  private Flood(double hogNanos, double clientNanos, double hogTurns, double clientTurns) {
    this.hogNanos = hogNanos;
    this.clientNanos = clientNanos;
    this.hogTurns = hogTurns;
    this.clientTurns = clientTurns;
  }

  /** Of all the time that threads computed under the lock. */
  double shareByClock() {
    return hogNanos / (hogNanos + clientNanos);
  }

  /** Of all the turns that were made under it. */
  double shareByTurns() {
    return hogTurns / (hogTurns + clientTurns);
  }

  static Flood play(Stage stage, Discipline discipline, int count, int port, long forNanos)
      throws IOException, InterruptedException, ExecutionException {
    List<FloodClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(FloodClient.of(discipline, stage, port));
    }
    List<FutureTask<Void>> runs = new ArrayList<>();
    Slice.Hogs hogs = Slice.Hogs.start(stage, discipline, HOGS);
    Flood before;
    Flood after;
    try {
      for (FloodClient client : clients) {
        var run =
            new FutureTask<Void>(
                () -> {
                  client.run();
                  return null;
                });
        runs.add(run);
        Thread.ofPlatform().name("client").daemon().start(run);
      }
      before = read(hogs, clients);
      long end = System.nanoTime() + forNanos;
      for (long left = forNanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      after = read(hogs, clients);
    } finally {
      hogs.end();
      for (FutureTask<Void> run : runs) {
        run.get();
      }
    }
    return new Flood(
        after.hogNanos - before.hogNanos,
        after.clientNanos - before.clientNanos,
        after.hogTurns - before.hogTurns,
        after.clientTurns - before.clientTurns);
  }

  private static Flood read(Slice.Hogs hogs, List<FloodClient> clients) {
    return new Flood(
        hogs.hogs.stream().mapToLong(h -> h.clock.nanos()).sum(),
        clients.stream().mapToLong(c -> c.clock.nanos()).sum(),
        hogs.turns(),
        clients.stream().mapToLong(FloodClient::turns).sum());
  }
}
