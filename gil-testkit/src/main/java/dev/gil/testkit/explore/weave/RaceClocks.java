package dev.gil.testkit.explore.weave;

import java.util.Arrays;

/**
 * The happens-before order of one execution, and the check that each access is ordered after the
 * conflicting ones before it.
 *
 * <p>After FastTrack (Flanagan and Freund, PLDI 2009): a thread has a vector of times, one of each
 * thread, and what is remembered of a field is mostly one epoch, a thread and its time, for the
 * last write and one for the last read. Only reads that no order connects need a vector.
 *
 * <p>An epoch is a long: the site in 18 bits, the thread in 8, its time in 38. Times never go back,
 * also from one execution to the next: each begins by making all earlier times ordered ({@code
 * base}). So epochs that an object kept from an earlier execution need not be erased, they are
 * merely old. With a hundred ticks an execution, 38 bits last for two thousand million of them.
 *
 * <p>The order of the schedule explored is used, so a race is found when the two accesses are not
 * ordered in it, though they did not happen in the wrong order. Not thread-safe; the threads of one
 * execution take turns.
 */
final class RaceClocks {
  private static final int TIME_BITS = 38;
  private static final int THREAD_BITS = 8;
  private static final int MAX_THREADS = (1 << THREAD_BITS) - 1;
  private static final int SHARED = MAX_THREADS;
  private static final long TIME = (1L << TIME_BITS) - 1;
  private static final int SITE_SHIFT = TIME_BITS + THREAD_BITS;
  private static final int SITES = 1 << (Long.SIZE - SITE_SHIFT);

  private long base;
  private long execution;
  private int threads;
  private long[][] times = new long[8][8];
  private long[][] sharedReads = new long[16][8];
  private int sharedReadCount;
  private long racedWith;

  /** Begins an execution without threads: whatever was before is ordered before all that comes. */
  void begin() {
    for (int i = 0; i < threads; i++) {
      base = Math.max(base, times[i][i]);
    }
    execution++;
    threads = 0;
    sharedReadCount = 0;
  }

  /** Adds the next thread, which sees what {@code parent} did; -1 for the first. */
  void fork(int parent) {
    int child = threads++;
    if (child == times.length) {
      grow();
    }
    long[] own = times[child];
    if (parent < 0) {
      Arrays.fill(own, base);
    } else {
      System.arraycopy(times[parent], 0, own, 0, own.length);
      times[parent][parent]++;
    }
    own[child] = base + 1;
  }

  private void grow() {
    int size = times.length * 2;
    long[][] wider = new long[size][];
    for (int i = 0; i < size; i++) {
      wider[i] = new long[size];
      Arrays.fill(wider[i], base);
      if (i < times.length) {
        System.arraycopy(times[i], 0, wider[i], 0, times.length);
      }
    }
    times = wider;
    for (int i = 0; i < sharedReads.length; i++) {
      sharedReads[i] = Arrays.copyOf(sharedReads[i], size);
    }
  }

  int threads() {
    return threads;
  }

  /** {@code thread} sees all that {@code ended} did. */
  void join(int thread, int ended) {
    raise(times[thread], times[ended], threads);
  }

  void acquire(int thread, SyncClock from) {
    if (from.execution == execution) {
      raise(times[thread], from.times, from.threads);
    }
  }

  void release(int thread, SyncClock to) {
    if (to.execution != execution) {
      to.execution = execution;
      to.threads = 0;
    }
    if (to.times.length < threads) {
      to.times = Arrays.copyOf(to.times, times.length);
    }
    Arrays.fill(to.times, to.threads, threads, base);
    to.threads = threads;
    raise(to.times, times[thread], threads);
    times[thread][thread]++;
  }

  private static void raise(long[] to, long[] by, int count) {
    for (int i = 0; i < count; i++) {
      if (by[i] > to[i]) {
        to[i] = by[i];
      }
    }
  }

  /**
   * Notes a read.
   *
   * @return what to remember as the last read; {@link #race()} is not 0 if the last write was not
   *     ordered before it
   */
  long read(int thread, int site, long written, long read) {
    racedWith = isOrdered(thread, written) ? 0 : written;
    long mine = epoch(thread, site);
    if (thread >= MAX_THREADS || (read & TIME) <= base) {
      return mine;
    }
    int reader = threadOf(read);
    if (reader == SHARED) {
      sharedReads[siteOf(read)][thread] = mine;
      return read;
    }
    if (reader == thread || (read & TIME) <= times[thread][reader]) {
      return mine;
    }
    return share(thread, mine, reader, read);
  }

  private long share(int thread, long mine, int reader, long read) {
    int index = sharedReadCount++;
    if (index >= SITES) {
      sharedReadCount--;
      return mine;
    }
    if (index == sharedReads.length) {
      sharedReads = Arrays.copyOf(sharedReads, index * 2);
      for (int i = index; i < sharedReads.length; i++) {
        sharedReads[i] = new long[times.length];
      }
    }
    long[] all = sharedReads[index];
    Arrays.fill(all, 0);
    all[reader] = read;
    all[thread] = mine;
    return (long) index << SITE_SHIFT | (long) SHARED << TIME_BITS | base + 1;
  }

  /**
   * Notes a write.
   *
   * @return what to remember as the last write; the last read may then be forgotten, as whoever
   *     comes after this write comes after that read
   */
  long write(int thread, int site, long written, long read) {
    racedWith = 0;
    if (!isOrdered(thread, written)) {
      racedWith = written;
    } else if ((read & TIME) > base && threadOf(read) == SHARED) {
      long[] all = sharedReads[siteOf(read)];
      for (int i = 0; i < threads; i++) {
        if (!isOrdered(thread, all[i])) {
          racedWith = all[i];
        }
      }
    } else if (!isOrdered(thread, read)) {
      racedWith = read;
    }
    return epoch(thread, site);
  }

  /** The epoch of the access that the last one was not ordered with, or 0. */
  long race() {
    return racedWith;
  }

  private boolean isOrdered(int thread, long epoch) {
    long time = epoch & TIME;
    if (time <= base) {
      return true;
    }
    int by = threadOf(epoch);
    return by == thread || time <= times[thread][by];
  }

  private long epoch(int thread, int site) {
    return thread >= MAX_THREADS
        ? 0
        : (long) (site < SITES ? site : 0) << SITE_SHIFT
            | (long) thread << TIME_BITS
            | times[thread][thread];
  }

  static int threadOf(long epoch) {
    return (int) (epoch >>> TIME_BITS) & MAX_THREADS;
  }

  static int siteOf(long epoch) {
    return (int) (epoch >>> SITE_SHIFT);
  }
}
