package dev.gil.refcount;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one object was created and where its last reference was released, while sites are on.
 *
 * <p>Kept beside the objects, by identity, so that they are no larger when sites are off. An entry
 * goes when its object is collected.
 */
final class Track {
  static final String PROPERTY = "dev.gil.refcount.tracking";

  /** Read once: a switch that changed later would leave objects half tracked. */
  private static final boolean ALWAYS = "sites".equals(System.getProperty(PROPERTY));

  private static final ConcurrentMap<Key, Track> TRACKS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<RefCounted> COLLECTED = new ReferenceQueue<>();

  private final Key key;
  private final String name;
  private final RefCountPolicy policy;
  private final Site created;
  private final List<RefCountLedger> ledgers;
  private volatile @Nullable Site freed;

  /** Equal if of the same living object. */
  private static final class Key extends WeakReference<RefCounted> {
    private final int hash;

    Key(RefCounted object) {
      super(object, COLLECTED);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Key key && get() != null && key.refersTo(get()));
    }
  }

  private Track(RefCounted object, Key key, List<RefCountLedger> ledgers) {
    this.key = key;
    this.name = ReferenceCountException.name(object);
    this.policy = object.policy();
    this.created = Site.here(object.getClass());
    this.ledgers = ledgers;
  }

  /** Whether objects that are created now are tracked. */
  static boolean isOn() {
    return ALWAYS || !RefCountLedger.open.isEmpty();
  }

  /** By the creator. Costs one read while nobody asks for sites. */
  static void begin(RefCounted object) {
    if (isOn()) {
      forgetCollected();
      List<RefCountLedger> ledgers = RefCountLedger.open;
      Key key = new Key(object);
      Track track = new Track(object, key, ledgers);
      TRACKS.put(key, track);
      ledgers.forEach(ledger -> ledger.created(track));
    }
  }

  /** By the thread that disposes of the object. */
  static void end(RefCounted object) {
    @Nullable Track track = of(object);
    if (track != null) {
      track.freed = Site.here(null);
      track.ledgers.forEach(ledger -> ledger.freed(track));
    }
  }

  /** Null if it was created while sites were off. */
  static @Nullable Track of(RefCounted object) {
    return TRACKS.isEmpty() ? null : TRACKS.get(new Key(object));
  }

  private static void forgetCollected() {
    for (Object key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
      TRACKS.remove(key);
    }
  }

  /** For the middle of a sentence about the last reference. */
  String sites() {
    @Nullable Site end = freed;
    return (end == null ? "" : " at " + end) + " (created at " + created + ')';
  }

  RefCountLedger.Leak leak() {
    @Nullable RefCounted live = key.get();
    int references = live == null ? RefCountLedger.Leak.UNKNOWN : SharedCount.references(live);
    return new RefCountLedger.Leak(
        name, policy, references, created.toString(), created.thread(), created.frames());
  }
}
