package dev.gil.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gil.AttachmentException;
import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountPolicy;
import dev.gil.refcount.RefCountedSegment;
import dev.gil.refcount.ReferenceCountException;
import java.lang.foreign.MemorySegment;

/** Ints outside the heap, in the byte order of this machine. */
public final class IntArray extends NativeArray {
  private static final int SIZE = Integer.BYTES;

  private IntArray(RefCountedSegment buffer, long offset, long bytes) {
    super(buffer, offset, bytes, SIZE);
  }

  /**
   * Zeroes, guarded by a lock.
   *
   * @param length how many; 0 or more
   * @param lock the lock under which the array is used; need not be held now
   * @return a new array, to be closed by the caller
   * @throws IllegalArgumentException if {@code length} is negative or more than can be addressed
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static IntArray allocate(long length, GlobalLock lock) {
    long bytes = bytes(length, SIZE);
    return new IntArray(RefCountedSegment.allocate(bytes, lock), 0, bytes);
  }

  /**
   * Zeroes, under a policy that needs no lock.
   *
   * @param length how many; 0 or more
   * @param policy anything but {@link RefCountPolicy#GUARDED}
   * @return a new array, to be closed by the caller
   * @throws IllegalArgumentException if {@code length} is negative or more than can be addressed,
   *     or the policy needs a lock
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static IntArray allocate(long length, RefCountPolicy policy) {
    long bytes = bytes(length, SIZE);
    return new IntArray(RefCountedSegment.allocate(bytes, policy), 0, bytes);
  }

  /**
   * A buffer seen as ints. The array has a reference of its own.
   *
   * @param buffer all of it
   * @return a new array, to be closed by the caller
   * @throws IllegalArgumentException if the buffer is no multiple of 4 bytes
   * @throws ReferenceCountException if the last reference of the buffer was released
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public static IntArray of(RefCountedSegment buffer) {
    return new IntArray(retained(buffer, SIZE), 0, buffer.byteSize());
  }

  /**
   * One element.
   *
   * @param index from 0
   * @return its value
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws ReferenceCountException if the array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public int get(long index) {
    return at(index).getAtIndex(JAVA_INT, index);
  }

  /**
   * Sets one element.
   *
   * @param index from 0
   * @param value to set
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws ReferenceCountException if the array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public void set(long index, int value) {
    at(index).setAtIndex(JAVA_INT, index, value);
  }

  /**
   * A part of this array, the same memory. It has a reference of its own.
   *
   * @param from the first element
   * @param to the first one after the part
   * @return a new array, to be closed by the caller
   * @throws IndexOutOfBoundsException if there is no such part
   * @throws ReferenceCountException if this array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public IntArray slice(long from, long to) {
    return new IntArray(buffer(), part(from, to), (to - from) * SIZE);
  }

  /**
   * Copies a Java array of the same length into this one.
   *
   * @param values all of it
   * @return this
   * @throws IllegalArgumentException if the lengths differ
   * @throws ReferenceCountException if this array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public IntArray copyFrom(int[] values) {
    requireSameLength(values.length);
    MemorySegment.copy(values, 0, segment(), JAVA_INT, 0, values.length);
    return this;
  }

  /**
   * Copies all elements into a Java array.
   *
   * @return a new array
   * @throws IllegalStateException if there are more than a Java array can have
   * @throws ReferenceCountException if this array was closed
   * @throws AttachmentException if its policy is GUARDED and this thread does not hold the lock
   */
  public int[] toArray() {
    int[] values = new int[lengthOnHeap()];
    MemorySegment.copy(segment(), JAVA_INT, 0, values, 0, values.length);
    return values;
  }
}
