package dev.gil.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have not ended, linked through themselves: no node and no table for each. Guarded
 * by the executor's mutex.
 */
final class JobList {
  private @Nullable Job<?> last;
  private int size;

  int size() {
    return size;
  }

  void add(Job<?> job) {
    job.earlier = last;
    if (last != null) {
      last.later = job;
    }
    last = job;
    job.listed = true;
    size++;
  }

  /** Takes a job out; false if it was not in. */
  boolean remove(Job<?> job) {
    if (!job.listed) {
      return false;
    }
    @Nullable Job<?> earlier = job.earlier;
    @Nullable Job<?> later = job.later;
    if (earlier != null) {
      earlier.later = later;
    }
    if (later == null) {
      last = earlier;
    } else {
      later.earlier = earlier;
    }
    job.earlier = null;
    job.later = null;
    job.listed = false;
    size--;
    return true;
  }

  /** The jobs, in the order in which they came. */
  List<Job<?>> copy() {
    List<Job<?>> all = new ArrayList<>(size);
    for (Job<?> job = last; job != null; job = job.earlier) {
      all.add(job);
    }
    return all.reversed();
  }
}
