package dev.gil.trace;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The locks of a recorder, by number. Thread-safe. */
final class LockNames {
  private final ConcurrentMap<String, Integer> numbers = new ConcurrentHashMap<>();
  private final List<String> names = new CopyOnWriteArrayList<>();

  int number(String name) {
    @Nullable Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      return numbers.computeIfAbsent(
          name,
          n -> {
            names.add(n);
            return names.size() - 1;
          });
    }
  }

  String name(int number) {
    return names.get(number);
  }
}
