package dev.gil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelRateTest {
  private final KernelRate.OfSize rate = new KernelRate.OfSize();

  private void sample(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      rate.sample(1000, nanos);
    }
  }

  @Test
  void whatIsNotKnownYetIsLong() {
    assertThat(rate.isLonger(1, Long.MAX_VALUE)).isTrue();
    assertThat(rate.isDue()).isTrue();
  }

  @Test
  void theRateIsWhatMostRunsTook() {
    sample(9, 500);
    assertThat(rate.isLonger(1000, 501)).isFalse();
    assertThat(rate.isLonger(1000, 500)).isTrue();
    assertThat(rate.isLonger(1020, 505)).isTrue();
  }

  /** The interpreter is a hundred times slower; then the compiler comes. */
  @Test
  void theFirstRunsAreForgotten() {
    sample(9, 50_000);
    assertThat(rate.isLonger(1000, 1_000)).isTrue();
    sample(5, 500);
    assertThat(rate.isLonger(1000, 1_000)).isFalse();
  }

  @Test
  void runsThatLostTheirProcessorCountForNothing() {
    sample(9, 500);
    sample(4, 10_000_000);
    assertThat(rate.isLonger(1000, 1_000)).isFalse();
    sample(1, 10_000_000);
    assertThat(rate.isLonger(1000, 1_000)).isTrue();
  }

  @Test
  void eachPowerOfTwoHasItsOwn() {
    Object kernel = new Object() {};
    KernelRate.of(kernel).of(8).sample(8, 8_000);
    assertThat(KernelRate.of(kernel).of(15).isLonger(15, 15_000)).isTrue();
    assertThat(KernelRate.of(kernel).of(15).isLonger(15, 15_001)).isFalse();
    KernelRate.of(kernel).of(16).sample(16, 16);
    assertThat(KernelRate.of(kernel).of(16).isLonger(16, 17)).isFalse();
    assertThat(KernelRate.of(kernel).of(15).isLonger(15, 17)).isTrue();
    assertThat(KernelRate.of(kernel).of(Long.MAX_VALUE).isDue()).isTrue();
  }

  @Test
  void kernelsOfOneClassLearnTogetherAndOthersApart() {
    Object first = new Object() {};
    Object second = new Object() {};
    assertThat(KernelRate.of(first)).isSameAs(KernelRate.of(first));
    assertThat(KernelRate.of(first)).isNotSameAs(KernelRate.of(second));
  }
}
