package dev.gil.internal;

import dev.gil.spi.Depot;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The forms of lambdas that the other side keeps in a depot, each fetched and read once. They go
 * with the depot. Thread-safe.
 */
final class KeptForms {
  private static final Map<Depot, KeptForms> ALL = new WeakHashMap<>(); // guarded by itself

  /** Most JVMs read from one depot all their life. */
  private static volatile @Nullable KeptForms latest;

  private final WeakReference<Depot> depot;
  private final Map<Long, LambdaForm> forms = new ConcurrentHashMap<>();

  private KeptForms(Depot depot) {
    this.depot = new WeakReference<>(depot);
  }

  static KeptForms of(Depot depot) {
    KeptForms known = latest;
    if (known == null || !known.depot.refersTo(depot)) {
      synchronized (ALL) {
        known = ALL.computeIfAbsent(depot, KeptForms::new);
      }
      latest = known;
    }
    return known;
  }

  LambdaForm form(Depot from, long ticket, int length) throws IOException {
    LambdaForm known = forms.get(ticket);
    if (known == null) {
      known = LambdaForm.of(from.kept(ticket, length));
      forms.put(ticket, known);
    }
    return known;
  }
}
