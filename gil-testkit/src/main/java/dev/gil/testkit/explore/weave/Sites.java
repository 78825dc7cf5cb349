package dev.gil.testkit.explore.weave;

import java.util.Arrays;

/** All sites woven in this JVM, by number. Thread-safe; reading takes no lock. */
final class Sites {
  private static final Object GROWTH = new Object();
  private static volatile Site[] sites = new Site[1024];
  private static int size;

  private Sites() {}

  /** Adds a place. */
  static int add(
      Site.Operation operation,
      String className,
      String method,
      int line,
      String owner,
      String member,
      Site.Effect effect) {
    synchronized (GROWTH) {
      if (size == sites.length) {
        sites = Arrays.copyOf(sites, size * 2);
      }
      sites[size] =
          new Site(
              size,
              dev.gil.testkit.explore.engine.Sites.of(
                  Site.place(className.replace('/', '.'), method, line)),
              operation,
              className.replace('/', '.'),
              method,
              line,
              owner.replace('/', '.'),
              member,
              effect);
      return size++;
    }
  }

  static Site at(int id) {
    return sites[id];
  }
}
