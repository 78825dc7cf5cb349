package dev.gil.testkit.explore.engine;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one execution, as it goes. */
final class Recording {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Names names = new Names();
  private final List<Row> rows = new ArrayList<>();
  private boolean preempted;

  void preempted() {
    preempted = true;
  }

  void did(Actor actor) {
    add(actor, false);
  }

  void waits(Actor actor) {
    add(actor, true);
  }

  private void add(Actor actor, boolean waits) {
    StringBuilder held = new StringBuilder();
    for (int i = 0; i < actor.holds(); i++) {
      held.append(i == 0 ? "" : ",").append(names.of(actor.hold(i)));
    }
    rows.add(
        new Row(
            actor.index,
            actor.pending(),
            names.of(actor.object),
            actor.site != 0 ? Sites.text(actor.site) : caller(actor),
            null,
            held.toString(),
            preempted,
            waits));
    preempted = false;
  }

  void observe(Actor actor, String text) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).actor() == actor.index) {
        rows.set(i, rows.get(i).with(text));
        return;
      }
    }
  }

  List<Row> rows() {
    return rows;
  }

  Names names() {
    return names;
  }

  private static String caller(Actor actor) {
    if (Thread.currentThread() != actor.thread) {
      return "";
    }
    return STACK.walk(
        frames ->
            frames
                .filter(f -> !isOurs(f.getDeclaringClass()))
                .findFirst()
                .map(
                    f ->
                        Sites.place(
                            f.getDeclaringClass().getSimpleName(),
                            f.getMethodName(),
                            f.getLineNumber()))
                .orElse(""));
  }

  /** Whether a class is of the JDK, of this artifact or of the lock's. */
  private static boolean isOurs(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || isFrom(source, Recording.class) || isFrom(source, dev.gil.Gil.class);
  }

  private static boolean isFrom(CodeSource source, Class<?> ours) {
    @Nullable CodeSource mine = ours.getProtectionDomain().getCodeSource();
    return mine != null && Objects.equals(mine.getLocation(), source.getLocation());
  }
}
