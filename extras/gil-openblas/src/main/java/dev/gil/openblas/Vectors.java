package dev.gil.openblas;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gil.kernel.CancelPoll;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Vectors, in pieces of well below a millisecond. */
final class Vectors {
  private static final int MOST = 1 << 17;

  /** Elements of the longest sum of floats. */
  private static final int MOST_FLOATS = 4_096;

  private static final MemorySegment ONES = ones();

  private Vectors() {}

  static void daxpy(
      Routines routines,
      long n,
      double alpha,
      MemorySegment x,
      MemorySegment y,
      CancelPoll cancel) {
    for (long from = 0; from < n; from += MOST) {
      cancel.poll();
      routines.places().acquireUninterruptibly();
      try {
        routines
            .daxpy()
            .invokeExact(
                (int) Math.min(MOST, n - from),
                alpha,
                x.asSlice(from * Double.BYTES),
                1,
                y.asSlice(from * Double.BYTES),
                1);
      } catch (Throwable e) {
        throw Routines.unexpected(e);
      } finally {
        routines.places().release();
      }
    }
  }

  static void saxpy(
      Routines routines, long n, float alpha, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    for (long from = 0; from < n; from += MOST) {
      cancel.poll();
      routines.places().acquireUninterruptibly();
      try {
        routines
            .saxpy()
            .invokeExact(
                (int) Math.min(MOST, n - from),
                alpha,
                x.asSlice(from * Float.BYTES),
                1,
                y.asSlice(from * Float.BYTES),
                1);
      } catch (Throwable e) {
        throw Routines.unexpected(e);
      } finally {
        routines.places().release();
      }
    }
  }

  static double ddot(
      Routines routines, long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += MOST) {
      cancel.poll();
      routines.places().acquireUninterruptibly();
      try {
        sum +=
            (double)
                routines
                    .ddot()
                    .invokeExact(
                        (int) Math.min(MOST, n - from),
                        x.asSlice(from * Double.BYTES),
                        1,
                        y.asSlice(from * Double.BYTES),
                        1);
      } catch (Throwable e) {
        throw Routines.unexpected(e);
      } finally {
        routines.places().release();
      }
    }
    return sum;
  }

  static double sdot(
      Routines routines, long n, MemorySegment x, MemorySegment y, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += MOST_FLOATS) {
      cancel.poll();
      routines.places().acquireUninterruptibly();
      try {
        sum +=
            (float)
                routines
                    .sdot()
                    .invokeExact(
                        (int) Math.min(MOST_FLOATS, n - from),
                        x.asSlice(from * Float.BYTES),
                        1,
                        y.asSlice(from * Float.BYTES),
                        1);
      } catch (Throwable e) {
        throw Routines.unexpected(e);
      } finally {
        routines.places().release();
      }
    }
    return sum;
  }

  static double dsum(Routines routines, long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += MOST) {
      cancel.poll();
      routines.places().acquireUninterruptibly();
      try {
        sum +=
            (double)
                routines
                    .dsum()
                    .invokeExact((int) Math.min(MOST, n - from), x.asSlice(from * Double.BYTES), 1);
      } catch (Throwable e) {
        throw Routines.unexpected(e);
      } finally {
        routines.places().release();
      }
    }
    return sum;
  }

  /** By products with one: {@code cblas_ssum} of 0.3.31 sums wrongly on cores with AVX-512. */
  static double ssum(Routines routines, long n, MemorySegment x, CancelPoll cancel) {
    double sum = 0;
    for (long from = 0; from < n; from += MOST_FLOATS) {
      int many = (int) Math.min(MOST_FLOATS, n - from);
      sum += sdot(routines, many, x.asSlice(from * Float.BYTES), ONES, cancel);
    }
    return sum;
  }

  private static MemorySegment ones() {
    MemorySegment ones = Arena.global().allocate(JAVA_FLOAT, MOST_FLOATS);
    for (int i = 0; i < MOST_FLOATS; i++) {
      ones.setAtIndex(JAVA_FLOAT, i, 1);
    }
    return ones;
  }
}
