package dev.gil.workloads.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The cases of the advisor's examination. Half of them were there while its coefficients were
 * chosen; the other half is drawn by a seed.
 */
public final class Suite {
  /**
   * Of the drawn half, if nobody names another: the first twelve digits of the commit after which
   * the advisor's coefficients were not changed any more.
   */
  public static final long SEED = 0xab56c57ac53aL;

  private static final int DRAWN = 18;
  private static final double MOST_SERIAL_MS = 400;

  private Suite() {}

  /** Those that were known beforehand. */
  public static List<SyntheticWorkload> known() {
    return List.of(
            new Spec("cpu-8x8", 8, 8),
            new Spec("cpu-64x1", 64, 1),
            new Spec("cpu-1000-tiny", 1_000, 0.02),
            new Spec("cpu-safe", 16, 4).safe(),
            new Spec("cpu-safe-64x1", 64, 1).safe(),
            new Spec("cpu-safe-skew", 16, 2).safe().skewed(8),
            new Spec("cpu-safe-alloc", 32, 2).safe().allocating(2_000_000),
            new Spec("cpu-safe-hidden", 16, 4).safe().hiding(0.8),
            new Spec("cpu-stays", 16, 4).staying(),
            new Spec("cpu-skew", 16, 2).skewed(12),
            new Spec("bytes-1mb", 16, 1).carrying(1_000_000, 8),
            new Spec("bytes-both", 32, 2).carrying(100_000, 100_000),
            new Spec("wait-64x5", 64, 0.05).waiting(5, 32).inStages(),
            new Spec("wait-locked", 32, 0.2).waiting(5, 16).keepingTheLock(),
            new Spec("hybrid", 32, 2).waiting(8, 16),
            new Spec("hybrid-safe", 32, 1).safe().waiting(4, 16).inStages(),
            new Spec("kernels-wait", 32, 0.3).inKernels(2).waiting(3, 16),
            new Spec("kernels", 16, 0.5).inKernels(5).staying())
        .stream()
        .map(SyntheticWorkload::new)
        .toList();
  }

  /** Those of a seed. */
  public static List<SyntheticWorkload> drawn(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<SyntheticWorkload> cases = new ArrayList<>();
    for (int i = 1; i <= DRAWN; i++) {
      cases.add(new SyntheticWorkload(draw("drawn-" + i, random)));
    }
    return cases;
  }

  private static Spec draw(String id, RandomGenerator random) {
    int[] counts = {4, 8, 16, 32, 64, 128, 500};
    int tasks = counts[random.nextInt(counts.length)];
    double cpuMs = logUniform(random, 15, 120) / tasks;
    Spec spec = new Spec(id, tasks, cpuMs);
    if (random.nextDouble() < 0.45) {
      spec = spec.safe();
    }
    if (random.nextDouble() < 0.5) {
      spec = wait(spec, random);
    }
    if (random.nextDouble() < 0.25) {
      double share = random.nextDouble(0.5, 0.95);
      spec = spec.inKernels(cpuMs * share).computing(cpuMs * (1 - share));
    } else if (spec.threadSafe && random.nextDouble() < 0.3) {
      spec = spec.hiding(random.nextDouble(0.2, 0.9));
    }
    if (random.nextDouble() < 0.4) {
      int most = 32_000_000 / tasks;
      spec =
          spec.carrying(
              (int) Math.min(most, logUniform(random, 1_000, 2_000_000)),
              (int) Math.min(most, logUniform(random, 8, 200_000)));
    }
    if (random.nextDouble() < 0.3) {
      spec = spec.allocating((int) (logUniform(random, 1e6, 100e6) / tasks));
    }
    if (random.nextDouble() < 0.3) {
      spec = spec.skewed(random.nextDouble(3, 15));
    }
    return random.nextDouble() < 0.2 ? spec.staying() : spec;
  }

  private static Spec wait(Spec spec, RandomGenerator random) {
    double share = random.nextDouble(0.3, 0.98);
    double most = MOST_SERIAL_MS / spec.tasks;
    double waitMs = Math.min(most, spec.cpuMs * share / (1 - share));
    Spec waiting = spec.waiting(waitMs, Math.min(spec.tasks, random.nextBoolean() ? 16 : 32));
    if (random.nextDouble() < 0.25) {
      return waiting.keepingTheLock();
    }
    return random.nextDouble() < 0.6 ? waiting.inStages() : waiting;
  }

  private static double logUniform(RandomGenerator random, double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }
}
