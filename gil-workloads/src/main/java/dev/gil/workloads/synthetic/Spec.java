package dev.gil.workloads.synthetic;

import dev.gil.workloads.Workload.Kind;

/**
 * What a made-up task does. Times are what it takes alone on a machine on which a step takes about
 * what it takes here; the steps are what is fixed.
 *
 * @param id of the case
 * @param tasks how many
 * @param cpuMs that a task computes, with the lock
 * @param kernelMs that it computes without the lock
 * @param hiddenShare of {@code cpuMs} that is under a lock of the code's own
 * @param waitMs that it waits
 * @param detaches whether it gives the lock up to wait
 * @param bytes that travel to it
 * @param resultBytes that travel back
 * @param allocatedBytes that it allocates
 * @param skew how many times longer every eighth task computes; 0 for not at all
 * @param threadSafe whether two may run at once in one JVM
 * @param serializable whether it can travel
 * @param async whether it has a form for event loops
 * @param atOnce tasks under way at once
 */
record Spec(
    String id,
    int tasks,
    double cpuMs,
    double kernelMs,
    double hiddenShare,
    double waitMs,
    boolean detaches,
    int bytes,
    int resultBytes,
    int allocatedBytes,
    double skew,
    boolean threadSafe,
    boolean serializable,
    boolean async,
    int atOnce) {
  /** A task that computes and can do everything. */
  static Spec computing(String id, int tasks, double cpuMs) {
    return new Spec(id, tasks, cpuMs, 0, 0, 0, true, 0, 8, 0, 0, false, true, false, processors());
  }

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  Spec waiting(double ms, int threads) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        ms,
        true,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        threads);
  }

  Spec keepingTheLock() {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        false,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec computing(double ms) {
    return new Spec(
        id,
        tasks,
        ms,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec inKernels(double ms) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        ms,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec hiding(double share) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        share,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec carrying(int there, int back) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        there,
        Math.max(8, back),
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec allocating(int size) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        size,
        skew,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec skewed(double factor) {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        factor,
        threadSafe,
        serializable,
        async,
        atOnce);
  }

  Spec safe() {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        true,
        serializable,
        async,
        atOnce);
  }

  Spec staying() {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        false,
        async,
        atOnce);
  }

  Spec inStages() {
    return new Spec(
        id,
        tasks,
        cpuMs,
        kernelMs,
        hiddenShare,
        waitMs,
        detaches,
        bytes,
        resultBytes,
        allocatedBytes,
        skew,
        threadSafe,
        serializable,
        true,
        atOnce);
  }

  /** By how much longer than others a task computes. */
  double factor(int task) {
    return skew > 0 && task % 8 == 7 ? skew : 1;
  }

  /** What a rule of thumb would call it. */
  Kind kind() {
    double computing = cpuMs + kernelMs;
    double share = waitMs / (waitMs + computing);
    if (share > 0.9) {
      return Kind.IO;
    }
    return share < 0.1 ? Kind.CPU : Kind.MIXED;
  }
}
