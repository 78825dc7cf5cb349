package dev.gil.refcount;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Lists the objects that were created while it was open and are not disposed of: the leaks.
 *
 * {@snippet :
 * try (RefCountLedger ledger = RefCountLedger.open()) {
 *   convert(document);
 *   ledger.requireEmpty(); // throws, and names where what leaks was created
 * }
 * }
 *
 * <p>While any ledger is open, every new {@link RefCounted} of this JVM remembers where it was
 * created and where its last reference was released, as with {@code
 * -Ddev.gil.refcount.tracking=sites}: some microseconds each. Without one a creation pays one read,
 * and retain and release pay nothing either way.
 *
 * <p>Sees the objects of all threads: in a test that runs beside others, look for those of your own
 * class. An object that was collected by the garbage collector without having been disposed of
 * stays listed. Thread-safe; several may be open at once.
 */
public final class RefCountLedger implements AutoCloseable {
  /** Those that are open; replaced whole. */
  static volatile List<RefCountLedger> open = List.of();

  private static final Object OPENING = new Object();

  private final Set<Track> live = ConcurrentHashMap.newKeySet();

  private RefCountLedger() {}

  /**
   * An object that is not disposed of.
   *
   * @param object its type and identity
   * @param policy of its count
   * @param references a moment's view of how many are left; {@link #UNKNOWN} if the object itself
   *     has been collected
   * @param created where and by which thread, in words
   * @param thread the name of the thread that created it
   * @param stack where it was created, the innermost frame first
   */
  public record Leak(
      String object,
      RefCountPolicy policy,
      int references,
      String created,
      String thread,
      List<StackTraceElement> stack) {
    /** The object was collected, and its count with it. */
    public static final int UNKNOWN = -1;

    /**
     * Copies the stack.
     *
     * @param object its type and identity
     * @param policy of its count
     * @param references how many are left, or {@link #UNKNOWN}
     * @param created where and by which thread, in words
     * @param thread the name of the thread that created it
     * @param stack where it was created
     */
    public Leak {
      stack = List.copyOf(stack);
    }

    /** As {@code Page@1f2e3d, 2 references, created at PageCache.load:31 by "worker-1"}. */
    @Override
    public String toString() {
      String left =
          references == UNKNOWN
              ? "collected with references left"
              : references + (references == 1 ? " reference" : " references");
      return object + ", " + left + ", created at " + created;
    }
  }

  /**
   * Begins a list.
   *
   * @return an empty ledger, which the caller closes
   */
  public static RefCountLedger open() {
    RefCountLedger ledger = new RefCountLedger();
    synchronized (OPENING) {
      List<RefCountLedger> all = new ArrayList<>(open);
      all.add(ledger);
      open = List.copyOf(all);
    }
    return ledger;
  }

  /**
   * The objects listed now. First merges what other threads {@linkplain RefCounted#mergeQueued()
   * queued} for this one. Still answers after {@link #close()}.
   *
   * @return a new list, by where they were created; empty if all is disposed of
   */
  public List<Leak> leaks() {
    RefCounted.mergeQueued();
    return live.stream().map(Track::leak).sorted(Comparator.comparing(Leak::created)).toList();
  }

  /**
   * Checks that nothing leaks.
   *
   * @throws ReferenceCountException if an object is listed; its message holds a line for each
   */
  public void requireEmpty() {
    List<Leak> leaks = leaks();
    if (!leaks.isEmpty()) {
      throw new ReferenceCountException(
          leaks.stream()
              .map(leak -> System.lineSeparator() + "  " + leak)
              .collect(
                  Collectors.joining(
                      "", leaks.size() + " not disposed of, each is to be released:", "")));
    }
  }

  /** Lists nothing new from now on. Objects that are listed still leave when disposed of. */
  @Override
  public void close() {
    synchronized (OPENING) {
      open = open.stream().filter(other -> other != this).toList();
    }
  }

  void created(Track track) {
    live.add(track);
  }

  void freed(Track track) {
    live.remove(track);
  }
}
