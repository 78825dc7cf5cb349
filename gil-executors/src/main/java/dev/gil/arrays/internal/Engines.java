package dev.gil.arrays.internal;

import dev.gil.arrays.EngineChoice;
import dev.gil.arrays.spi.KernelEngine;
import dev.gil.internal.log.Log;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Which engines there are for one kind of kernel, and which is computed with. Thread-safe.
 *
 * @param <E> what they compute
 */
public final class Engines<E extends KernelEngine> {
  /** A loader that fails for ever is given up. */
  private static final int MOST_BROKEN = 100;

  private static final String UNKNOWN = "?";

  private final String kind;
  private final String property;
  private final @Nullable String named;
  private final List<EngineChoice> choices;
  private final @Nullable E chosen;
  private final AtomicBoolean used = new AtomicBoolean();

  /**
   * A choice.
   *
   * @param kind what they compute, in a word
   * @param property names the engine in place of the best one
   * @param named what that property says; null for the best that is available
   * @param found the best first
   * @param broken why others could not be made
   */
  Engines(
      String kind, String property, @Nullable String named, List<E> found, List<String> broken) {
    this.kind = kind;
    this.property = property;
    this.named = named;
    this.chosen =
        found.stream()
            .filter(each -> named == null || each.id().equals(named))
            .filter(each -> each.unavailable().isEmpty())
            .findFirst()
            .orElse(null);
    List<EngineChoice> all = new ArrayList<>();
    for (E each : found) {
      all.add(new EngineChoice(kind, each.id(), each == chosen, each.unavailable()));
    }
    for (String why : broken) {
      all.add(new EngineChoice(kind, UNKNOWN, false, Optional.of(why)));
    }
    this.choices = List.copyOf(all);
  }

  /**
   * Those of this JVM.
   *
   * @param <E> what they compute
   * @param kind the same in a word
   * @param property of the JVM, names an engine in place of the best one
   * @param type their interface
   * @param scalar is always there
   */
  public static <E extends KernelEngine> Engines<E> find(
      String kind, String property, Class<E> type, E scalar) {
    List<E> found = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    var providers = ServiceLoader.load(type, Engines.class.getClassLoader()).iterator();
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    if (found.stream().noneMatch(scalar.getClass()::isInstance)) {
      found.add(scalar);
    }
    found.sort(Comparator.<E>comparingInt(KernelEngine::preference).reversed());
    return new Engines<>(kind, property, System.getProperty(property), found, broken);
  }

  /** All of them, the best first. Who only asks gets no warning. */
  public List<EngineChoice> choices() {
    return choices;
  }

  /**
   * The chosen one. At the first call those better than it that cannot run are logged, unless it
   * was named: someone put a faster engine on the path and does not get it.
   *
   * @throws IllegalStateException if the one that was named is not there, or cannot run; at each
   *     call
   */
  public E engine() {
    E engine = chosen;
    if (engine == null) {
      throw new IllegalStateException(whyNone());
    }
    if (!used.getPlain() && used.compareAndSet(false, true) && named == null) {
      warn(engine);
    }
    return engine;
  }

  private void warn(E engine) {
    boolean isBetter = true;
    for (EngineChoice each : choices) {
      if (each.chosen()) {
        isBetter = false;
      } else if (isBetter || each.engine().equals(UNKNOWN)) {
        each.problem().ifPresent(why -> warn(engine, each, why));
      }
    }
  }

  private String whyNone() {
    StringBuilder why = new StringBuilder("-D" + property + '=' + named + " cannot be used here.");
    for (EngineChoice each : choices) {
      why.append(' ').append(each.engine()).append(": ");
      why.append(each.problem().orElse("is there")).append('.');
    }
    return why.toString();
  }

  private void warn(E engine, EngineChoice other, String why) {
    Log.gil()
        .log(
            System.Logger.Level.WARNING,
            "kernels of kind \""
                + kind
                + "\" run on engine \""
                + engine.id()
                + "\"; \""
                + other.engine()
                + "\" is unavailable: "
                + why);
  }
}
