package dev.gil.bench.fork;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures that one process found, by name; travels as lines {@code figure NAME VALUE}. */
public final class Figures {
  private static final String MARK = "figure ";

  private final Map<String, Double> byName = new LinkedHashMap<>();

  /** Says a figure to the process that started this one. */
  public static void say(String name, double value) {
    System.out.println(MARK + name + ' ' + value);
  }

  /** Those that these lines tell. */
  public static Figures of(String... lines) {
    Figures figures = new Figures();
    for (String line : lines) {
      figures.hear(line);
    }
    return figures;
  }

  /** Takes in a line, if it tells a figure: whether it does. */
  boolean hear(String line) {
    int end = line.lastIndexOf(' ');
    if (!line.startsWith(MARK) || end <= MARK.length()) {
      return false;
    }
    byName.put(line.substring(MARK.length(), end), Double.parseDouble(line.substring(end + 1)));
    return true;
  }

  /** Whether there is such a figure. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /**
   * A figure.
   *
   * @throws IllegalStateException if the process did not tell it
   */
  public double get(String name) {
    @Nullable Double value = byName.get(name);
    if (value == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "no figure %s among %s", name, byName.keySet()));
    }
    return value;
  }
}
