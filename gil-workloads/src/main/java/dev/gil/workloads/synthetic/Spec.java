package dev.gil.workloads.synthetic;

import dev.gil.workloads.Workload.Kind;
import java.util.function.Consumer;

/**
 * What a made-up task does. Times are what it takes alone on a machine on which a step takes about
 * what it takes here; the steps are what is fixed. Not changed once it was given away.
 */
final class Spec {
  private static final int EIGHTH = 8;

  /** Of the case. */
  final String id;

  /** How many. */
  final int tasks;

  /** That a task computes, with the lock. */
  double cpuMs;

  /** That it computes without the lock. */
  double kernelMs;

  /** The share of {@link #cpuMs} that is under a lock of the code's own. */
  double hiddenShare;

  /** That it waits. */
  double waitMs;

  /** Whether it gives the lock up to wait. */
  boolean detaches = true;

  /** That travel to it. */
  int bytes;

  /** That travel back: its checksum at least. */
  int resultBytes = Long.BYTES;

  /** That it allocates. */
  int allocatedBytes;

  /** How many times longer every eighth task computes; 0 for not at all. */
  double skew;

  /** Whether two may run at once in one JVM. */
  boolean threadSafe;

  /** Whether it can travel. */
  boolean serializable = true;

  /** Whether it has a form for event loops. */
  boolean async;

  /** Tasks under way at once. */
  int atOnce = Runtime.getRuntime().availableProcessors();

  /** A task that computes, in code that is not thread-safe, and can travel. */
  Spec(String id, int tasks, double cpuMs) {
    this.id = id;
    this.tasks = tasks;
    this.cpuMs = cpuMs;
  }

  private Spec with(Consumer<Spec> change) {
    Spec copy = new Spec(id, tasks, cpuMs);
    copy.kernelMs = kernelMs;
    copy.hiddenShare = hiddenShare;
    copy.waitMs = waitMs;
    copy.detaches = detaches;
    copy.bytes = bytes;
    copy.resultBytes = resultBytes;
    copy.allocatedBytes = allocatedBytes;
    copy.skew = skew;
    copy.threadSafe = threadSafe;
    copy.serializable = serializable;
    copy.async = async;
    copy.atOnce = atOnce;
    change.accept(copy);
    return copy;
  }

  Spec waiting(double ms, int threads) {
    return with(
        copy -> {
          copy.waitMs = ms;
          copy.atOnce = threads;
        });
  }

  Spec keepingTheLock() {
    return with(copy -> copy.detaches = false);
  }

  Spec inKernels(double ms) {
    return with(copy -> copy.kernelMs = ms);
  }

  Spec computing(double ms) {
    return with(copy -> copy.cpuMs = ms);
  }

  Spec hiding(double share) {
    return with(copy -> copy.hiddenShare = share);
  }

  Spec carrying(int there, int back) {
    return with(
        copy -> {
          copy.bytes = there;
          copy.resultBytes = Math.max(Long.BYTES, back);
        });
  }

  Spec allocating(int size) {
    return with(copy -> copy.allocatedBytes = size);
  }

  Spec skewed(double factor) {
    return with(copy -> copy.skew = factor);
  }

  Spec safe() {
    return with(copy -> copy.threadSafe = true);
  }

  Spec staying() {
    return with(copy -> copy.serializable = false);
  }

  Spec inStages() {
    return with(copy -> copy.async = true);
  }

  /** By how much longer than others a task computes. */
  double factor(int task) {
    return skew > 0 && task % EIGHTH == EIGHTH - 1 ? skew : 1;
  }

  /** What a rule of thumb would call it. */
  Kind kind() {
    double share = waitMs / (waitMs + cpuMs + kernelMs);
    if (share > 0.9) {
      return Kind.IO;
    }
    return share < 0.1 ? Kind.CPU : Kind.MIXED;
  }
}
