package dev.gil;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Passes a checkpoint after each element, when the next one is asked for.
 *
 * <p>Not between {@code hasNext} and {@code next}: the answer of the first would be stale if the
 * lock were handed over before the second.
 */
final class CheckpointIterator<T extends @Nullable Object> implements Iterator<T> {
  private final Attachment gil;
  private final Iterator<T> source;
  private boolean due;

  CheckpointIterator(Attachment gil, Iterator<T> source) {
    this.gil = gil;
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    passCheckpoint();
    return source.hasNext();
  }

  @Override
  public T next() {
    passCheckpoint();
    T element = source.next();
    due = true;
    return element;
  }

  @Override
  public void remove() {
    source.remove();
  }

  private void passCheckpoint() {
    if (due) {
      due = false;
      gil.checkpoint();
    }
  }
}
