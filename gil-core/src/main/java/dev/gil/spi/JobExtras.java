package dev.gil.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What few jobs have: options, an encoded form, a deadline, a stage, later pieces. Apart from the
 * job, so that a million plain ones that wait stay small. Guarded by the job.
 */
final class JobExtras {
  final TaskOptions options;
  volatile Packing.@Nullable Packed packed; // for another JVM, until the end
  final @Nullable Job<?> whole; // the task that the job is a later piece of

  int attempt = 1;
  @Nullable CompletionStage<?> stage;
  @Nullable Future<?> deadline;
  @Nullable Pending pending;
  private @Nullable Set<Job<?>> pieces;

  JobExtras(TaskOptions options, Packing.@Nullable Packed packed, @Nullable Job<?> whole) {
    this.options = options;
    this.packed = packed;
    this.whole = whole;
  }

  List<Job<?>> pieces() {
    return pieces == null ? List.of() : List.copyOf(pieces);
  }

  void add(Job<?> piece) {
    if (pieces == null) {
      pieces = new HashSet<>();
    }
    pieces.add(piece);
  }

  void forget(Job<?> piece) {
    if (pieces != null) {
      pieces.remove(piece);
    }
  }
}
