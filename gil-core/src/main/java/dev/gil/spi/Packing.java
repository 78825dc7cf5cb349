package dev.gil.spi;

import dev.gil.TaskNotSerializableException;
import dev.gil.internal.TrustFilter;
import dev.gil.internal.ValueWriter;
import dev.gil.refcount.RefCountedSegment;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a task is called, whose code it is, and what it looks like on the way to another JVM. */
final class Packing {
  /** One string a class, however many of its tasks wait. */
  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> body) {
          return spell(body);
        }
      };

  /** What lambdas that capture nothing look like: always the same. */
  private static final ClassValue<Constant> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Constant computeValue(Class<?> body) {
          return new Constant(body.isHidden() && body.getDeclaredFields().length == 0);
        }
      };

  /**
   * After so many uses the depot, if there is one, keeps the shape, and the bytes stay the same: it
   * is asked after a few less.
   */
  private static final int OFTEN = 20;

  /** For one depot: parts may be kept in it. */
  private record Known(@Nullable WeakReference<Depot> depot, Packed packed) {
    boolean isFor(@Nullable Depot other) {
      return depot == null ? other == null : depot.refersTo(other);
    }
  }

  private static final class Constant {
    private final boolean isStateless;
    private int uses; // unordered: a few more or less are the same
    private volatile @Nullable Known known;

    Constant(boolean isStateless) {
      this.isStateless = isStateless;
    }
  }

  private Packing() {}

  /** What errors call a task that has no label. */
  static String nameOf(Class<?> body) {
    return NAMES.get(body);
  }

  private static String spell(Class<?> body) {
    String owner = ownerOf(body);
    String simple = owner.substring(owner.lastIndexOf('.') + 1);
    return body.isHidden() ? "a lambda in " + simple : simple;
  }

  /**
   * A task as it travels.
   *
   * @param bytes of it
   * @param tickets of what was stored beside it
   * @param pinned segments that it shares
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Packed(byte[] bytes, long[] tickets, List<RefCountedSegment> pinned) {}

  /** Of a job that has ended. */
  static final Packed GONE = new Packed(new byte[0], new long[0], List.of());

  /**
   * The task as bytes.
   *
   * @param depot for large arrays; null if there is none
   * @throws TaskNotSerializableException if it cannot travel: says what, and what to do
   */
  static Packed encode(Work<?> work, String label, String strategy, @Nullable Depot depot) {
    Object body = work.body();
    if (!(body instanceof Serializable)
        || body instanceof CompletableFuture.AsynchronousCompletionTask) {
      throw new TaskNotSerializableException(
          "\""
              + label
              + "\" cannot travel, and "
              + strategy
              + " runs tasks in another JVM. Submit gil -> ... or () -> ... itself (they become"
              + " serializable), or implement Task, Body or Block; in place of supplyAsync(f, pool)"
              + " use pool.submit(...).thenApply(...)");
    }
    if (work.hasOnlyBody() && label.equals(nameOf(body.getClass()))) {
      Constant constant = CONSTANTS.get(body.getClass());
      if (constant.isStateless) {
        if (constant.uses < OFTEN) {
          constant.uses++;
          return write(work, label, depot);
        }
        Known known = constant.known;
        if (known == null || !known.isFor(depot)) {
          var reference = depot == null ? null : new WeakReference<>(depot);
          known = new Known(reference, write(work, label, depot));
          constant.known = known;
        }
        return known.packed();
      }
    }
    return write(work, label, depot);
  }

  private static Packed write(Work<?> work, String label, @Nullable Depot depot) {
    ValueWriter out = new ValueWriter(depot, true);
    boolean done = false;
    try {
      out.text(label);
      out.text(ownerOf(work.body().getClass()));
      WorkFormat.write(work, out);
      done = true;
      return new Packed(out.bytes(), out.tickets(), out.pinned());
    } finally {
      if (!done) {
        out.freeAll();
      }
    }
  }

  /** What may come back as the outcome of a task. */
  static TrustFilter trust(Class<?> body, List<String> allowed) {
    Class<?> owner = body;
    if (body.isHidden()) {
      try {
        owner = Class.forName(ownerOf(body), false, body.getClassLoader());
      } catch (ClassNotFoundException e) {
        owner = body;
      }
    }
    return TrustFilter.ofOutcome(owner, allowed);
  }

  /**
   * Lambdas have hidden classes with no name that another JVM could find: the class they were
   * written in speaks for them.
   */
  private static String ownerOf(Class<?> body) {
    String name = body.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }
}
