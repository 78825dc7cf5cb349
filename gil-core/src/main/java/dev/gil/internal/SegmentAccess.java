package dev.gil.internal;

import dev.gil.refcount.RefCountedSegment;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The door to what {@link RefCountedSegment} keeps to itself. */
public abstract class SegmentAccess {
  private static volatile @Nullable SegmentAccess instance;

  /** For the one subclass. */
  protected SegmentAccess() {}

  /** The door, opened by the initialiser of {@link RefCountedSegment}. */
  public static SegmentAccess get() {
    SegmentAccess access = instance;
    if (access == null) {
      try {
        Class.forName(
            RefCountedSegment.class.getName(), true, RefCountedSegment.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
      access = instance;
    }
    if (access == null) {
      throw new AssertionError("RefCountedSegment did not open the door");
    }
    return access;
  }

  /** Called once, by {@link RefCountedSegment}. */
  public static void set(SegmentAccess access) {
    instance = access;
  }

  /** The memory, whether or not it may be used. */
  public abstract MemorySegment memory(RefCountedSegment segment);

  /** Pins the segment, and returns the memory that is now safe until the unpin. */
  public abstract MemorySegment pin(RefCountedSegment segment);

  /** The file of a shared segment; null if it is not shared. */
  public abstract @Nullable Path file(RefCountedSegment segment);

  /**
   * The memory of another process's segment, with one reference, to be released by the caller.
   *
   * @throws IOException if there is no such file of that size
   */
  public abstract RefCountedSegment open(Path file, long bytes) throws IOException;
}
