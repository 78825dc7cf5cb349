package dev.gil.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BystandersTest {
  private static final String SYSTEM =
      """
      cpu  100 20 30 4000 500 6 7 8 0 0
      cpu0 50 10 15 2000 250 3 3 4 0 0
      cpu1 50 10 15 2000 250 3 4 4 0 0
      intr 12345
      """;

  @Test
  void idlingAndWaitingForDisksIsNotBusy() {
    assertThat(Bystanders.busyTicks(SYSTEM)).isEqualTo(100 + 20 + 30 + 6 + 7 + 8);
  }

  @Test
  void processorsAreCounted() {
    assertThat(Bystanders.processors(SYSTEM)).isEqualTo(2);
  }

  @Test
  void aProcessCountsWithTheChildrenItHadWhateverItIsCalled() {
    String stat = "42 (a) (b) 9) S 1 2 3 4 5 6 7 8 9 10 11 22 33 44 20 0 1";
    assertThat(Bystanders.ownTicks(stat)).isEqualTo(11 + 22 + 33 + 44);
  }

  @Test
  void whatIsKnownIsAShare() {
    Bystanders watched = Bystanders.watch();
    watched.share().ifPresent(share -> assertThat(share).isBetween(0.0, 1.0));
    assertThat(watched.noise().isPresent() && watched.share().isEmpty()).isFalse();
  }
}
