package dev.gil.testkit.explore.weave;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words for what woven code did: of a race, and in the rows of a trace. */
final class RaceReports {
  private final WovenRun run;

  RaceReports(WovenRun run) {
    this.run = run;
  }

  /** Ends the execution: the access at {@code site} and the one of {@code epoch} have no order. */
  void report(@Nullable Object object, int site, long epoch) {
    Site now = Sites.at(site);
    Site before = Sites.at(RaceClocks.siteOf(epoch));
    int other = RaceClocks.threadOf(epoch);
    boolean isField =
        now.operation() == Site.Operation.READ || now.operation() == Site.Operation.WRITE;
    String remedy =
        isField
            ? String.format(
                Locale.ROOT,
                "%s is not volatile: declare it volatile, or guard both by one lock",
                now.target())
            : "guard both by one lock";
    run.turns.raced(
        String.format(
            Locale.ROOT,
            "data race on %s: %s at %s by %s and %s at %s by %s have no happens-before order. %s",
            now.target(),
            verb(before),
            before.place(),
            run.turns.name(other),
            verb(now),
            now.place(),
            run.turns.name(run.turns.running()),
            remedy));
  }

  private static String verb(Site site) {
    return switch (site.operation()) {
      case READ, VOLATILE_READ, ARRAY_READ -> "read";
      case WRITE, VOLATILE_WRITE, ARRAY_WRITE -> "write";
      case ENTER -> "lock";
      case CALL -> site.member();
    };
  }

  /** {@code Counter#1}: the objects of a class in the order in which the trace meets them. */
  String name(Object object) {
    return object instanceof Thread thread ? run.threads.name(thread) : run.turns.nameOf(object);
  }

  /** A value as a row shows it: nothing of the code under test is called. */
  String value(@Nullable Object value) {
    if (value == null
        || (value instanceof Number && value.getClass().getName().startsWith("java.lang."))
        || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Character || value instanceof String) {
      return "\"" + value + '"';
    }
    return value instanceof Enum<?> constant ? constant.name() : name(value);
  }
}
