package dev.gil.testkit.explore.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Places in code by number. The number follows from the text alone, so that a trace has the same
 * hash in every JVM, whichever classes it loaded first. Thread-safe.
 */
public final class Sites {
  private static final String LAMBDA = "lambda$";

  private static final ConcurrentMap<Integer, String> TEXTS = new ConcurrentHashMap<>();

  private Sites() {}

  /**
   * The number of a place.
   *
   * @param text such as {@code Counter.inc:12}
   * @return never 0, which stands for no place
   */
  public static int of(String text) {
    int number = text.hashCode();
    while (true) {
      if (number != 0) {
        @Nullable String before = TEXTS.putIfAbsent(number, text);
        if (before == null || before.equals(text)) {
          return number;
        }
      }
      number++;
    }
  }

  /** The text of a number; empty for 0. */
  static String text(int number) {
    return number == 0 ? "" : TEXTS.getOrDefault(number, "");
  }

  /** {@code Bank.transfer:41}; a lambda is called by the method that it stands in. */
  public static String place(String simpleName, String method, int line) {
    return simpleName + '.' + written(method) + ':' + line;
  }

  private static String written(String method) {
    if (!method.startsWith(LAMBDA)) {
      return method;
    }
    int end = method.indexOf('$', LAMBDA.length());
    return end < 0 ? method : method.substring(LAMBDA.length(), end);
  }
}
