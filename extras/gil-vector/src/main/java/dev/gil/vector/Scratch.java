package dev.gil.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that calls use one after the other: a new one would be zeroed first, which is half the
 * time of a small product. Keeps two a core, of a few megabytes at most. Thread-safe.
 *
 * @param <A> the type of array
 */
final class Scratch<A> {
  private final AtomicReferenceArray<@Nullable A> kept =
      new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

  private final IntFunction<A> maker;
  private final ToIntFunction<A> length;

  Scratch(IntFunction<A> maker, ToIntFunction<A> length) {
    this.maker = maker;
    this.length = length;
  }

  /** One at least so long, of any content. */
  A take(int size) {
    for (int i = 0; i < kept.length(); i++) {
      @Nullable A one = kept.get(i);
      if (one != null && length.applyAsInt(one) >= size && kept.compareAndSet(i, one, null)) {
        return one;
      }
    }
    return maker.apply(size);
  }

  /** Gives back what was taken; where there is no place, a shorter one goes. */
  void give(A array) {
    for (int i = 0; i < kept.length(); i++) {
      @Nullable A one = kept.get(i);
      if ((one == null || length.applyAsInt(one) < length.applyAsInt(array))
          && kept.compareAndSet(i, one, array)) {
        return;
      }
    }
  }
}
