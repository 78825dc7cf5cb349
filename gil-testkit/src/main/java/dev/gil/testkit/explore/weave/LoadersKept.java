package dev.gil.testkit.explore.weave;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loaders used last, since weaving and compiling the same classes again takes longer than most
 * explorations. Only those whose statics are reset, so that none hears of another. Thread-safe.
 */
final class LoadersKept {
  private static final int MOST = 8;
  private static final Map<Key, SoftReference<WeavingLoader>> LOADERS =
      new LinkedHashMap<>(); // guarded by itself

  private LoadersKept() {}

  static WeavingLoader loader(ClassLoader parent, List<String> packages, boolean checksRaces) {
    Key key = new Key(parent, List.copyOf(packages), checksRaces);
    synchronized (LOADERS) {
      SoftReference<WeavingLoader> kept = LOADERS.remove(key);
      @Nullable WeavingLoader loader = kept == null ? null : kept.get();
      if (kept == null || loader == null) {
        loader = new WeavingLoader(parent, packages, checksRaces, true);
        kept = new SoftReference<>(loader);
      }
      if (LOADERS.size() == MOST) {
        LOADERS.remove(LOADERS.keySet().iterator().next());
      }
      LOADERS.put(key, kept);
      return loader;
    }
  }

  private record Key(ClassLoader parent, List<String> packages, boolean checksRaces) {}
}
