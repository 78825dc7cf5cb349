package dev.gil.testkit.explore.weave;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What the run that makes a report keeps of each access: the object, and the value. */
final class Rows {
  private final WovenRun run;

  Rows(WovenRun run) {
    this.run = run;
  }

  /** What is about to be read; nothing can come between this look and the access. */
  void read(@Nullable Object object, int site) {
    Site at = Sites.at(site);
    String value;
    try {
      Field field = field(Class.forName(at.owner(), false, run.loader()), at.member());
      field.setAccessible(true);
      value = run.reports().value(field.get(object));
    } catch (ReflectiveOperationException | RuntimeException e) {
      value = "?";
    }
    run.turns.observe(target(object, at) + " = " + value);
  }

  private static Field field(Class<?> in, String name) throws NoSuchFieldException {
    for (Class<?> at = in; at != null; at = at.getSuperclass()) {
      for (Field each : at.getDeclaredFields()) {
        if (each.getName().equals(name)) {
          return each;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  void wrote(@Nullable Object object, @Nullable Object value, int site) {
    run.turns.observe(target(object, Sites.at(site)) + " := " + run.reports().value(value));
  }

  void readElement(Object array, int index) {
    if (index >= 0 && index < Array.getLength(array)) {
      run.turns.observe(
          run.reports().name(array)
              + '['
              + index
              + "] = "
              + run.reports().value(Array.get(array, index)));
    }
  }

  void wroteElement(Object array, int index, @Nullable Object value, int site) {
    run.turns.observe(
        run.reports().name(array) + '[' + index + "] := " + run.reports().value(value));
  }

  private String target(@Nullable Object object, Site site) {
    return object == null || object instanceof Class<?>
        ? site.target()
        : run.reports().name(object) + '.' + site.member();
  }
}
