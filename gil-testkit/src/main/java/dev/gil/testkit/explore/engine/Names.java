package dev.gil.testkit.explore.engine;

import dev.gil.GlobalLock;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of objects that are the same in every replay: the class, and a number in the order in which
 * objects of that class first took part.
 */
final class Names {
  private final IdentityHashMap<Object, String> given = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** The name of an object; empty for null. */
  String of(@Nullable Object object) {
    if (object == null) {
      return "";
    }
    @Nullable String own = ownName(object);
    if (own != null) {
      return own;
    }
    return given.computeIfAbsent(
        object, o -> plain(o) + '#' + counts.merge(plain(o), 1, Integer::sum));
  }

  /** Its own name, or its class, without a number. */
  static String plain(Object object) {
    @Nullable String own = ownName(object);
    if (own != null) {
      return own;
    }
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return type.getSimpleName();
    }
    String name = type.getName();
    int slash = name.indexOf('/'); // of hidden classes, before an address
    if (slash >= 0) {
      name = name.substring(0, slash);
    }
    return name.substring(name.lastIndexOf('.') + 1).replace("$$", "$").replace('$', '.');
  }

  private static @Nullable String ownName(Object object) {
    return switch (object) {
      case GlobalLock lock -> lock.name();
      case Actor actor -> actor.name();
      case String text -> text;
      case Class<?> type -> type.getSimpleName() + ".class";
      case Thread thread -> thread.getName();
      default -> null;
    };
  }
}
