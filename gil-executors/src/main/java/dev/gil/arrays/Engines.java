package dev.gil.arrays;

import dev.gil.arrays.scalar.ScalarBlas;
import dev.gil.arrays.spi.BlasEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Which engines there are and which is computed with. This JVM's are found once. */
final class Engines {
  /** Names the engine in place of the best one. */
  static final String PROPERTY = "dev.gil.blas";

  /** A loader that fails for ever is given up. */
  private static final int MOST_BROKEN = 100;

  private static final System.Logger LOG = System.getLogger("dev.gil");

  private static final Engines HERE = find(System.getProperty(PROPERTY));

  private final List<EngineChoice> choices;
  private final @Nullable BlasEngine chosen;
  private final @Nullable String named;

  /**
   * A choice.
   *
   * @param found the best first
   * @param broken could not be made
   * @param named the one that is to be taken; null for the best that is available
   */
  Engines(List<BlasEngine> found, List<EngineChoice> broken, @Nullable String named) {
    this.named = named;
    this.chosen =
        found.stream()
            .filter(each -> named == null || each.id().equals(named))
            .filter(each -> each.unavailable().isEmpty())
            .findFirst()
            .orElse(null);
    List<EngineChoice> all = new ArrayList<>();
    for (BlasEngine each : found) {
      all.add(new EngineChoice("blas", each.id(), each == chosen, each.unavailable()));
    }
    all.addAll(broken);
    this.choices = List.copyOf(all);
  }

  private static Engines find(@Nullable String named) {
    List<BlasEngine> found = new ArrayList<>();
    List<EngineChoice> broken = new ArrayList<>();
    var providers = ServiceLoader.load(BlasEngine.class, Engines.class.getClassLoader()).iterator();
    while (broken.size() < MOST_BROKEN) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        String why = String.valueOf(e.getMessage());
        broken.add(new EngineChoice("blas", "?", false, Optional.of(why)));
      }
    }
    if (found.stream().noneMatch(ScalarBlas.class::isInstance)) {
      found.add(new ScalarBlas());
    }
    found.sort(Comparator.comparingInt(BlasEngine::preference).reversed());
    return new Engines(found, broken, named);
  }

  /**
   * The engine that this JVM computes with.
   *
   * @throws IllegalStateException as {@link #engine()}
   */
  static BlasEngine blas() {
    return HERE.chosen == null ? HERE.engine() : Used.BLAS;
  }

  /** Those of this JVM. */
  static List<EngineChoice> here() {
    return HERE.choices;
  }

  List<EngineChoice> choices() {
    return choices;
  }

  /**
   * The chosen one.
   *
   * @throws IllegalStateException if the one that was named is not there, or cannot run; at each
   *     call
   */
  BlasEngine engine() {
    if (chosen != null) {
      return chosen;
    }
    StringBuilder why = new StringBuilder("-D" + PROPERTY + '=' + named + " cannot be used here.");
    for (EngineChoice each : choices) {
      why.append(' ').append(each.engine()).append(": ");
      why.append(each.problem().orElse("is there")).append('.');
    }
    throw new IllegalStateException(why.toString());
  }

  /** Initialized at the first kernel: who only asks what there is gets the answer, no warning. */
  private static final class Used {
    private static final BlasEngine BLAS = sayingOnce(HERE.engine());

    /** Someone put a faster engine on the path and does not get it: that should be noticed. */
    private static BlasEngine sayingOnce(BlasEngine chosen) {
      for (EngineChoice each : HERE.choices) {
        each.problem()
            .ifPresent(
                why ->
                    LOG.log(
                        System.Logger.Level.WARNING,
                        "kernels run on engine \""
                            + chosen.id()
                            + "\"; \""
                            + each.engine()
                            + "\" is unavailable: "
                            + why));
      }
      return chosen;
    }
  }
}
