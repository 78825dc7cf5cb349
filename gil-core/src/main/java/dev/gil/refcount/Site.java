package dev.gil.refcount;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's code something was done, and by which thread.
 *
 * @param frames the innermost first, without those of this package's classes
 * @param thread its name
 */
record Site(List<StackTraceElement> frames, String thread) {
  private static final int MOST_FRAMES = 8;

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final Set<Class<?>> OWN =
      Set.of(
          RefCounted.class,
          RefCountedSegment.class,
          SlowPath.class,
          SharedCount.class,
          MergeQueue.class,
          Track.class,
          Site.class);

  /**
   * The caller's.
   *
   * @param created the class whose constructors are left out as well; null if nothing is created
   */
  static Site here(@Nullable Class<?> created) {
    List<StackTraceElement> frames =
        WALKER.walk(
            stack ->
                stack
                    .dropWhile(frame -> isOwn(frame, created))
                    .limit(MOST_FRAMES)
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .toList());
    return new Site(frames, Thread.currentThread().getName());
  }

  private static boolean isOwn(StackWalker.StackFrame frame, @Nullable Class<?> created) {
    Class<?> type = frame.getDeclaringClass();
    return OWN.contains(type)
        || (created != null
            && type.isAssignableFrom(created)
            && frame.getMethodName().equals("<init>"));
  }

  /** As {@code PageCache.evict:88 by "worker-1"}. */
  @Override
  public String toString() {
    return (frames.isEmpty() ? "an unknown place" : text(frames.getFirst()))
        + " by \""
        + thread
        + '"';
  }

  private static String text(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + '.'
        + frame.getMethodName()
        + ':'
        + frame.getLineNumber();
  }
}
