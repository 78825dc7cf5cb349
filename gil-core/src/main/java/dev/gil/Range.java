package dev.gil;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;

/**
 * The integers from one bound to another, in order, with checkpoints that a loop over them passes
 * by itself. From {@link Attachment#range(int, int)}.
 *
 * <p>Three loops, by what the body costs:
 *
 * {@snippet :
 * for (int i : gil.range(0, n)) { // a checkpoint before each turn
 *   render(page(i));
 * }
 * gil.range(0, n).each(i -> total[0] += price(i)); // one before each 1,024 turns
 * for (Range.Strip s : gil.range(0, n).strips()) { // the same; the inner loop can be a vector loop
 *   for (int i = s.from(); i < s.to(); i++) {
 *     sum += a[i];
 *   }
 * }
 * }
 *
 * <p>A checkpoint in the innermost loop keeps the compiler from doing several additions at once;
 * one between strips does not. In exchange a strip cannot be interrupted: a body of a microsecond
 * makes a waiter late by a millisecond.
 *
 * <p>Immutable; its iterators are not thread-safe. For the thread of its attachment and as long as
 * that is open, like {@link Attachment#checkpoint()}, whose exceptions come out of every loop here.
 */
public final class Range implements Iterable<Integer> {
  /**
   * A stretch of a range that is run through without a checkpoint.
   *
   * @param from the first index
   * @param to the first index after it
   */
  public record Strip(int from, int to) {}

  private static final int STRIP = 1_024;

  private final Attachment gil;
  private final int from;
  private final int to;

  Range(Attachment gil, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException(
          "a range from " + from + " to " + to + " runs backwards; swap the bounds");
    }
    this.gil = gil;
    this.from = from;
    this.to = to;
  }

  /**
   * The integers one by one, each after a checkpoint.
   *
   * @return a new iterator; it cannot remove
   */
  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new Indices();
  }

  /**
   * The range in pieces of 1,024 integers, the last one shorter, each after a checkpoint: for an
   * inner loop that the compiler may turn into a vector loop.
   *
   * @return the strips in order; none if the range is empty
   */
  public Iterable<Strip> strips() {
    return Strips::new;
  }

  /**
   * Calls {@code action} with each integer, unboxed, and passes a checkpoint before each 1,024.
   *
   * @param action called on this thread; what it throws ends the loop and comes out
   */
  public void each(IntConsumer action) {
    for (Strip s : strips()) {
      for (int i = s.from(); i < s.to(); i++) {
        action.accept(i);
      }
    }
  }

  @Override
  public String toString() {
    return "Range[" + from + ", " + to + ')';
  }

  private NoSuchElementException exhausted() {
    return new NoSuchElementException(this + " has been run through; ask hasNext() first");
  }

  private final class Indices implements PrimitiveIterator.OfInt {
    private int next = from;

    @Override
    public boolean hasNext() {
      return next < to;
    }

    @Override
    public int nextInt() {
      if (next >= to) {
        throw exhausted();
      }
      gil.checkpoint();
      return next++;
    }
  }

  private final class Strips implements Iterator<Strip> {
    private int next = from;

    @Override
    public boolean hasNext() {
      return next < to;
    }

    @Override
    public Strip next() {
      if (next >= to) {
        throw exhausted();
      }
      gil.checkpoint();
      int start = next;
      next = (int) Math.min((long) start + STRIP, to); // in int it would wrap near MAX_VALUE
      return new Strip(start, next);
    }
  }
}
