package dev.gil.arrays.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.arrays.EngineChoice;
import dev.gil.arrays.scalar.ScalarBlas;
import dev.gil.arrays.spi.BlasEngine;
import dev.gil.arrays.spi.KernelEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final KernelEngine FAST = new Engine("fast", 10, Optional.of("no such flag"));
  private static final KernelEngine SCALAR = new Engine("scalar", 0, Optional.empty());
  private static final KernelEngine SLOW = new Engine("slow", -1, Optional.of("no such library"));

  private record Engine(String id, int preference, Optional<String> unavailable)
      implements KernelEngine {}

  private static Engines<KernelEngine> of(String named) {
    return new Engines<>(
        "sums", "dev.gil.sums", named, List.of(FAST, SCALAR, SLOW), List.of("no such class"));
  }

  @Test
  void theBestThatIsAvailableIsChosenAndWhatIsBrokenIsListed() {
    Engines<KernelEngine> engines = of(null);
    assertThat(engines.engine()).isSameAs(SCALAR);
    assertThat(engines.choices())
        .containsExactly(
            new EngineChoice("sums", "fast", false, Optional.of("no such flag")),
            new EngineChoice("sums", "scalar", true, Optional.empty()),
            new EngineChoice("sums", "slow", false, Optional.of("no such library")),
            new EngineChoice("sums", "?", false, Optional.of("no such class")));
  }

  @Test
  void oneThatIsNamedAndNotThereIsRefusedAtEachCallAndThoseThereAreNamed() {
    Engines<KernelEngine> engines = of("cuda");
    for (int call = 0; call < 2; call++) {
      assertThatThrownBy(engines::engine)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("-Ddev.gil.sums=cuda")
          .hasMessageContaining("scalar: is there")
          .hasMessageContaining("no such class");
    }
    assertThat(engines.choices()).noneMatch(EngineChoice::chosen);
  }

  @Test
  void whatIsBetterAndCannotRunIsLoggedAtTheFirstUseAndOnlyThen() {
    List<String> logged = new ArrayList<>();
    Handler handler = listener(logged);
    Logger logger = Logger.getLogger("dev.gil");
    logger.addHandler(handler);
    try {
      Engines<KernelEngine> engines = of(null);
      assertThat(engines.choices()).hasSize(4);
      assertThat(logged).isEmpty();
      for (int call = 0; call < 2; call++) {
        assertThat(engines.engine()).isSameAs(SCALAR);
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).hasSize(2);
    assertThat(logged.getFirst()).contains("sums", "scalar", "fast", "no such flag");
    assertThat(logged.getLast()).contains("no such class");
  }

  @Test
  void whoNamesAnEngineIsToldOfNoOther() {
    List<String> logged = new ArrayList<>();
    Handler handler = listener(logged);
    Logger logger = Logger.getLogger("dev.gil");
    logger.addHandler(handler);
    try {
      assertThat(of("scalar").engine()).isSameAs(SCALAR);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  private static Handler listener(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void theScalarOneIsThereOnce() {
    Engines<BlasEngine> engines =
        Engines.find("blas", "dev.gil.blas", BlasEngine.class, new ScalarBlas());
    assertThat(engines.choices()).extracting(EngineChoice::engine).containsOnlyOnce("scalar");
  }
}
