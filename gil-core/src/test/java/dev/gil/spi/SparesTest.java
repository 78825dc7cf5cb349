package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SparesTest {
  @Test
  void thereAreNoSparesUnlessAskedFor() {
    assertThat(StrategySettings.DEFAULTS.spares()).isZero();
  }

  @Test
  void sparesAreKeptByEveryOtherChange() {
    assertThat(StrategySettings.DEFAULTS.spares(2).workers(1).inFlight(3).allow("a.B").spares())
        .isEqualTo(2);
  }

  @Test
  void aNumberOutOfRangeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrategySettings.DEFAULTS.spares(-1))
        .withMessage("spares -1 is outside 0 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrategySettings.DEFAULTS.spares(1_025))
        .withMessage("spares 1025 is outside 0 to 1024");
  }
}
