package dev.gil.testkit.explore.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of JDK classes mean to an explorer, by class and method name.
 *
 * <p>The order that {@code java.util.concurrent} promises is per element ("actions before placing
 * an object happen-before actions after its removal"); here it is per object, so that order may be
 * seen where none is promised: a race can be missed, none is made up.
 */
final class CallEffects {
  /** Not made for threads: a change while another thread looks is a race. */
  private static final Set<String> CONFINED =
      Set.of(
          "java/util/ArrayList",
          "java/util/ArrayDeque",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/LinkedHashSet",
          "java/util/LinkedList",
          "java/util/PriorityQueue",
          "java/util/TreeMap",
          "java/util/TreeSet",
          "java/util/BitSet",
          "java/lang/StringBuilder");

  /** Types behind which there may be a collection that is shared. */
  private static final Set<String> COLLECTIONS =
      Set.of(
          "java/util/Collection",
          "java/util/List",
          "java/util/Set",
          "java/util/SortedSet",
          "java/util/NavigableSet",
          "java/util/Map",
          "java/util/SortedMap",
          "java/util/NavigableMap",
          "java/util/Queue",
          "java/util/Deque",
          "java/util/Hashtable",
          "java/util/Properties",
          "java/util/Vector",
          "java/util/Stack",
          "java/lang/StringBuffer");

  private static final Set<String> LOOKS =
      Set.of(
          "get",
          "getFirst",
          "getLast",
          "getOrDefault",
          "size",
          "isEmpty",
          "contains",
          "containsKey",
          "containsValue",
          "containsAll",
          "indexOf",
          "lastIndexOf",
          "peek",
          "peekFirst",
          "peekLast",
          "element",
          "first",
          "last",
          "firstKey",
          "lastKey",
          "iterator",
          "forEach",
          "stream",
          "toArray",
          "toString",
          "equals",
          "hashCode",
          "length",
          "charAt",
          "cardinality",
          "entrySet",
          "keySet",
          "values",
          "ceilingKey",
          "floorKey",
          "higherKey",
          "lowerKey",
          "firstEntry",
          "lastEntry");

  private static final Set<String> ACQUIRING =
      Set.of(
          "get",
          "getPlain",
          "getAcquire",
          "getOpaque",
          "intValue",
          "longValue",
          "getCount",
          "contains",
          "containsKey",
          "peek",
          "isEmpty",
          "size",
          "getReference",
          "getStamp",
          "isMarked",
          "lock",
          "lockInterruptibly",
          "readLock",
          "writeLock",
          "tryOptimisticRead",
          "getOrDefault",
          "isDone",
          "getNow",
          "resultNow",
          "element",
          "iterator",
          "acquire",
          "acquireUninterruptibly");

  private static final Set<String> RELEASING =
      Set.of(
          "set",
          "lazySet",
          "setRelease",
          "setPlain",
          "setOpaque",
          "unlock",
          "unlockRead",
          "unlockWrite",
          "countDown",
          "release");

  private static final Set<String> NO_POINTS =
      Set.of("toString", "hashCode", "getClass", "getQueueLength", "newCondition");

  private CallEffects() {}

  static Site.@Nullable Effect of(String owner, String method) {
    if (owner.startsWith("java/util/concurrent/")) {
      if (owner.endsWith("/TimeUnit")
          || owner.endsWith("/ThreadLocalRandom")
          || owner.endsWith("Exception")
          || NO_POINTS.contains(method)) {
        return null;
      }
      if (ACQUIRING.contains(method)) {
        return Site.Effect.ACQUIRE;
      }
      return RELEASING.contains(method) ? Site.Effect.RELEASE : Site.Effect.BOTH;
    }
    if (CONFINED.contains(owner) || COLLECTIONS.contains(owner)) {
      return LOOKS.contains(method) ? Site.Effect.LOOK : Site.Effect.CHANGE;
    }
    return null;
  }

  /** Whether {@code type} is one whose objects no two threads may use without order. */
  static boolean isConfined(Class<?> type) {
    return CONFINED.contains(type.getName().replace('.', '/'));
  }
}
