package dev.gil;

/**
 * Cleans up after objects that nobody can reach any more, under the lock.
 *
 * <p>A {@link java.lang.ref.Cleaner} runs its actions on a thread of its own, which does not hold
 * the lock; freeing a handle of a thread-unsafe library there, while another thread is inside, is
 * how many bindings crash. A disposer's actions wait until a thread that holds the lock gives it up
 * altogether, and run there, attached, a few at a time. If nobody comes by, a thread of gil's own
 * attaches like anybody else after a second and runs them.
 *
 * {@snippet :
 * final class Page implements AutoCloseable {
 *   private final Runnable closing;
 *
 *   Page(GlobalLock pdfium, long handle) {
 *     closing = pdfium.disposer().register(this, () -> closePage(handle)); // must not capture this
 *   }
 *
 *   public void close() {
 *     closing.run();
 *   }
 * }
 * }
 *
 * <p>Thread-safe. Each action runs at most once. One that throws is logged and harms nobody. An
 * action may attach, detach and dispose of other objects, but must not wait for other threads. Once
 * the lock is closed no action runs any more. What happened before the object became unreachable
 * <i>happens-before</i> its action.
 */
public interface Disposer {
  /**
   * Registers what is to be done when {@code object} is unreachable.
   *
   * @param object whose end is awaited
   * @param action runs attached, once; must not hold a reference to {@code object}, which would
   *     keep it reachable for ever
   * @return runs the action now, attaching for it, unless it has run before; waits for the lock as
   *     {@link GlobalLock#attach()} does
   */
  Runnable register(Object object, Runnable action);
}
