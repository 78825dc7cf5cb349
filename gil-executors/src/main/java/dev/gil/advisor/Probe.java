package dev.gil.advisor;

import dev.gil.advisor.Profile.Piece;
import dev.gil.advisor.Profile.Travel;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs some of a batch's tasks on platform threads until what they do is known: first again and
 * again alone, until they get no faster, then timed alone, then by as many threads as processors.
 */
final class Probe<T extends @Nullable Object> {
  private static final double PASS_MS = 120;
  private static final double WARM_UP_MS = 500;
  private static final int LEAST_WARM_UPS = 2;
  private static final int MOST_WARM_UPS = 12;
  private static final double STABLE = 0.05;
  private static final int PASSES = 3;
  private static final int MOST_PIECES = 1_000;

  private final Batch<T> batch;
  private final Cores cores;
  private final boolean unlocked;
  private long expectedNanos;

  /**
   * Of a batch.
   *
   * @param unlocked whether its tasks may run at once in this JVM
   */
  Probe(Batch<T> batch, Cores cores, boolean unlocked) {
    this.batch = batch;
    this.cores = cores;
    this.unlocked = unlocked;
  }

  Profile measure() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Task<T>> all = batch.tasks().get();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("batch \"" + batch.name() + "\" has no tasks");
    }
    // The first task has its classes to load: what it took says little, the second time more.
    Pass<T> first = pass("threads", 1, List.of(all.getFirst()));
    double firstMs = Math.max(pass("threads", 1, List.of(all.getFirst())).load().wallMs(), 1e-4);
    expectedNanos = (long) (firstMs * 1e6);
    int[] chosen = chosen(all.size(), firstMs);
    warmUp(chosen);
    List<Pass<T>> alone = passes("threads", 1, chosen);
    boolean several = cores.count() > 1;
    List<Pass<T>> together = several ? passes("threads", cores.count(), chosen) : alone;
    Optional<Load> free =
        unlocked && several
            ? Optional.of(load(passes("free", cores.count(), chosen)))
            : Optional.empty();
    Travel travel =
        Journey.of(batch.name(), all.getFirst(), first.result(), batch.settings().allowed());
    return new Profile(
        batch.name(),
        all.size(),
        cores,
        pieces(alone),
        load(alone),
        load(together),
        free,
        travel,
        spread(alone),
        (System.nanoTime() - start) / 1e6);
  }

  /** So many that a pass takes about as long as it should, spread over the batch. */
  private int[] chosen(int tasks, double taskMs) {
    int least = Math.min(tasks, 2 * cores.count());
    int count = Math.clamp((long) (PASS_MS / taskMs), least, Math.min(tasks, MOST_PIECES));
    return IntStream.range(0, count).map(i -> (int) ((long) i * tasks / count)).toArray();
  }

  private void warmUp(int[] chosen) throws InterruptedException, ExecutionException {
    double fastest = Double.POSITIVE_INFINITY;
    double spent = 0;
    boolean stable = false;
    for (int round = 0; round < MOST_WARM_UPS; round++) {
      if (round >= LEAST_WARM_UPS && (stable || spent > WARM_UP_MS)) {
        return;
      }
      double elapsed = pass("threads", 1, tasks(chosen)).load().elapsedMs();
      stable = elapsed > (1 - STABLE) * fastest;
      fastest = Math.min(fastest, elapsed);
      spent += elapsed;
    }
  }

  private List<Pass<T>> passes(String strategy, int threads, int[] chosen)
      throws InterruptedException, ExecutionException {
    List<Pass<T>> passes = new ArrayList<>(PASSES);
    for (int i = 0; i < PASSES; i++) {
      passes.add(pass(strategy, threads, tasks(chosen)));
    }
    return passes;
  }

  private List<Task<T>> tasks(int[] chosen) {
    List<Task<T>> all = batch.tasks().get();
    return IntStream.of(chosen).mapToObj(all::get).toList();
  }

  private Pass<T> pass(String strategy, int threads, List<Task<T>> tasks)
      throws InterruptedException, ExecutionException {
    StrategySettings settings = batch.settings().workers(threads).queue(Integer.MAX_VALUE);
    return Pass.of(strategy, settings, tasks, expectedNanos);
  }

  /** The pass in the middle. */
  private Load load(List<Pass<T>> passes) {
    return passes.stream()
        .map(Pass::load)
        .sorted(Comparator.comparingDouble(Load::elapsedMs))
        .toList()
        .get(passes.size() / 2);
  }

  private List<Piece> pieces(List<Pass<T>> passes) {
    return IntStream.range(0, passes.getFirst().pieces().size())
        .mapToObj(
            i ->
                new Piece(
                    median(passes, i, Piece::wallMs),
                    median(passes, i, Piece::cpuMs),
                    median(passes, i, Piece::detachedMs),
                    median(passes, i, Piece::detachedCpuMs)))
        .toList();
  }

  private double median(List<Pass<T>> passes, int piece, ToDoubleFunction<Piece> figure) {
    double[] sorted =
        passes.stream().mapToDouble(p -> figure.applyAsDouble(p.pieces().get(piece))).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double spread(List<Pass<T>> passes) {
    double[] times = passes.stream().mapToDouble(p -> p.load().elapsedMs()).toArray();
    double mean = Arrays.stream(times).average().orElseThrow();
    double square = Arrays.stream(times).map(t -> (t - mean) * (t - mean)).sum();
    return mean <= 0 ? 0 : Math.sqrt(square / (times.length - 1)) / mean;
  }
}
