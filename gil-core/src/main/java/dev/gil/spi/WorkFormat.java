package dev.gil.spi;

import dev.gil.internal.TrustFilter;
import dev.gil.internal.ValueReader;
import dev.gil.internal.ValueWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The {@linkplain Work work} of a task as bytes. */
final class WorkFormat {
  private static final int WHOLE = 0; // as one graph of objects
  private static final int TASK = 1;
  private static final int VOID = 2;
  private static final int CALLABLE = 3;
  private static final int RUNNABLE = 4;
  private static final int ASYNC = 5;
  private static final int ITEM = 6;
  private static final int ITEMS = 7;

  private WorkFormat() {}

  static void write(Work<?> work, ValueWriter out) {
    int mark = out.mark();
    if (!parts(work, out)) {
      out.backTo(mark);
      out.octet(WHOLE);
      out.block(out.graphOf(work));
    }
  }

  private static boolean parts(Work<?> work, ValueWriter out) {
    return switch (work) {
      case Work.OfTask<?> task -> part(TASK, task.body(), out);
      case Work.OfVoid task -> part(VOID, task.body(), out);
      case Work.OfCallable<?> task -> part(CALLABLE, task.body(), out);
      case Work.OfRunnable<?> task -> part(RUNNABLE, task.body(), out) && out.value(task.result());
      case Work.OfAsync<?> task -> part(ASYNC, task.body(), out);
      case Work.OfItem<?, ?> task -> part(ITEM, task.body(), out) && out.value(task.item());
      case Work.OfItems<?, ?> task ->
          part(ITEMS, task.body(), out) && out.values(task.items().toArray());
    };
  }

  private static boolean part(int kind, Object body, ValueWriter out) {
    out.octet(kind);
    return out.value(body);
  }

  static Work<?> read(ValueReader in, TrustFilter trust)
      throws IOException, ClassNotFoundException {
    int kind = in.octet();
    @Nullable Object body = kind == WHOLE ? in.graph(trust) : in.value(trust);
    return switch (kind) {
      case WHOLE -> as(Work.class, body);
      case TASK -> new Work.OfTask<@Nullable Object>(as(Task.class, body));
      case VOID -> new Work.OfVoid(as(VoidTask.class, body));
      case CALLABLE -> new Work.OfCallable<@Nullable Object>(as(Callable.class, body));
      case RUNNABLE ->
          new Work.OfRunnable<@Nullable Object>(as(Runnable.class, body), in.value(trust));
      case ASYNC -> new Work.OfAsync<@Nullable Object>(as(AsyncTask.class, body));
      case ITEM ->
          new Work.OfItem<@Nullable Object, @Nullable Object>(
              as(Mapper.class, body), in.value(trust));
      case ITEMS ->
          new Work.OfItems<@Nullable Object, @Nullable Object>(
              as(Mapper.class, body), Arrays.asList(in.values(trust)));
      default -> throw new IOException("no task is of kind " + kind);
    };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // of any type parameters
  private static <T> T as(Class<?> type, @Nullable Object body) throws IOException {
    if (body == null || !type.isInstance(body)) {
      throw new IOException(
          "no " + type.getSimpleName() + " but " + (body == null ? "nothing" : body.getClass()));
    }
    return (T) body;
  }
}
