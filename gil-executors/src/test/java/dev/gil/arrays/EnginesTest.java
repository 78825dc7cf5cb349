package dev.gil.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.arrays.scalar.ScalarBlas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final EngineChoice BROKEN =
      new EngineChoice("blas", "?", false, Optional.of("no such class"));

  private static Engines of(String named) {
    return new Engines(List.of(new ScalarBlas()), List.of(BROKEN), named);
  }

  @Test
  void theBestThatIsAvailableIsChosenAndWhatIsBrokenIsListed() {
    Engines engines = of(null);
    assertThat(engines.engine().id()).isEqualTo("scalar");
    assertThat(engines.choices()).filteredOn(EngineChoice::chosen).hasSize(1);
    assertThat(engines.choices()).contains(BROKEN);
  }

  @Test
  void oneThatIsNamedAndNotThereIsRefusedAtEachCallAndThoseThereAreNamed() {
    Engines engines = of("cuda");
    for (int call = 0; call < 2; call++) {
      assertThatThrownBy(engines::engine)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("-Ddev.gil.blas=cuda")
          .hasMessageContaining("scalar: is there")
          .hasMessageContaining("no such class");
    }
    assertThat(engines.choices()).noneMatch(EngineChoice::chosen);
  }

  @Test
  void thisJvmHasOneToComputeWith() {
    assertThat(Blas.engines()).filteredOn(EngineChoice::chosen).hasSize(1);
    assertThat(Engines.blas().unavailable()).isEmpty();
  }
}
