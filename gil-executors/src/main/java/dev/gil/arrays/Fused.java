package dev.gil.arrays;

import dev.gil.Attachment;
import dev.gil.AttachmentException;
import dev.gil.TaskCancelledException;
import dev.gil.kernel.DoubleArray;
import dev.gil.kernel.Kernels;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;

/**
 * Evaluates expressions over arrays in one pass, without the lock where that is worth it: each
 * element is read and written once, however many operations there are.
 *
 * <p>The first use of a form of expression makes a class for it, which takes milliseconds; others
 * of the same form, with other arrays and constants, use it again.
 */
public final class Fused {
  private static final int TILE = 1 << 15;

  private Fused() {}

  /**
   * Sets every element of an array to what an expression says for its place.
   *
   * @param gil of this thread
   * @param target may be in the expression too, as the same object
   * @param expression its arrays as long as the target
   * @throws IllegalArgumentException if a length differs, or an array of the expression overlaps
   *     the target without being it
   * @throws ReferenceCountException if an array was closed
   * @throws AttachmentException if this thread does not hold the lock
   * @throws TaskCancelledException if the task was cancelled; some elements are new then and some
   *     old
   */
  public static void set(Attachment gil, DoubleArray target, Expression expression) {
    FusedForm form = new FusedForm(expression);
    FusedLoop loop = FusedLoops.of(form);
    double[] constants = form.constants();
    long length = target.length();
    Kernels.execute(
        gil,
        pins -> {
          boolean inPlace = form.indexOf(target) >= 0;
          MemorySegment to = inPlace ? pins.updates(target) : pins.writes(target);
          MemorySegment[] from = new MemorySegment[form.arrays().size()];
          for (int i = 0; i < from.length; i++) {
            DoubleArray array = form.arrays().get(i);
            if (array.length() != length) {
              throw new IllegalArgumentException(
                  "the target has " + length + " elements, and the expression reads " + array);
            }
            from[i] = array == target ? to : pins.reads(array);
          }
          pins.work(length * expression.nodes());
          return cancel -> {
            MemorySegment[] tiles = new MemorySegment[from.length];
            for (long at = 0; at < length; at += TILE) {
              cancel.poll();
              int many = (int) Math.min(TILE, length - at);
              for (int i = 0; i < tiles.length; i++) {
                tiles[i] = tile(from[i], at, many);
              }
              loop.run(many, tile(to, at, many), tiles, constants);
            }
          };
        });
  }

  private static MemorySegment tile(MemorySegment of, long at, int many) {
    return of.asSlice(at * Double.BYTES, (long) many * Double.BYTES);
  }
}
