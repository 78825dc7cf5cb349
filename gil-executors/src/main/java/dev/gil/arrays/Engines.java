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

/** Which engine this JVM computes with: found once, at the first kernel. */
final class Engines {
  /** Names the engine in place of the best one. */
  static final String PROPERTY = "dev.gil.blas";

  private static final System.Logger LOG = System.getLogger("dev.gil");

  private static final List<EngineChoice> CHOICES;
  private static final BlasEngine CHOSEN;

  static {
    List<BlasEngine> found = new ArrayList<>();
    List<EngineChoice> broken = new ArrayList<>();
    find(found, broken);
    CHOSEN = choose(found, System.getProperty(PROPERTY));
    List<EngineChoice> choices = new ArrayList<>();
    for (BlasEngine each : found) {
      choices.add(new EngineChoice("blas", each.id(), each == CHOSEN, each.unavailable()));
    }
    choices.addAll(broken);
    CHOICES = List.copyOf(choices);
  }

  private Engines() {}

  static BlasEngine blas() {
    return Used.BLAS;
  }

  static List<EngineChoice> choices() {
    return CHOICES;
  }

  private static void find(List<BlasEngine> found, List<EngineChoice> broken) {
    var providers = ServiceLoader.load(BlasEngine.class, Engines.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken.add(
            new EngineChoice("blas", "?", false, Optional.of(String.valueOf(e.getMessage()))));
      }
    }
    if (found.stream().noneMatch(ScalarBlas.class::isInstance)) {
      found.add(new ScalarBlas());
    }
    found.sort(Comparator.comparingInt(BlasEngine::preference).reversed());
  }

  /** The best one that is available, or the one that is named. */
  static BlasEngine choose(List<BlasEngine> found, @Nullable String named) {
    for (BlasEngine each : found) {
      if (named == null ? each.unavailable().isEmpty() : each.id().equals(named)) {
        each.unavailable()
            .ifPresent(
                why -> {
                  throw new IllegalStateException(
                      "-D" + PROPERTY + '=' + named + " cannot run here: " + why);
                });
        return each;
      }
    }
    throw new IllegalStateException(
        "-D"
            + PROPERTY
            + '='
            + named
            + ": there are "
            + String.join(", ", found.stream().map(BlasEngine::id).toList()));
  }

  /** Initialized at the first kernel: who only asks what there is gets the answer, no warning. */
  private static final class Used {
    private static final BlasEngine BLAS = CHOSEN;

    static {
      // Someone put a faster engine on the path and does not get it: that should be noticed.
      for (EngineChoice each : CHOICES) {
        each.problem()
            .ifPresent(
                why ->
                    LOG.log(
                        System.Logger.Level.WARNING,
                        "kernels run on engine \""
                            + BLAS.id()
                            + "\"; \""
                            + each.engine()
                            + "\" is unavailable: "
                            + why));
      }
    }
  }
}
