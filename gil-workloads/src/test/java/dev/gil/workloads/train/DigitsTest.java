package dev.gil.workloads.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void theyAreTheSameInEveryJvm() {
    Digits training = Digits.of(42).training();
    ByteBuffer bytes = ByteBuffer.allocate(4 * training.images().length);
    bytes.asFloatBuffer().put(training.images());
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    assertThat(sum.getValue()).isEqualTo(2_544_821_315L);
  }

  @Test
  void seedsAndSetsDiffer() {
    Digits.Both both = Digits.of(1);
    assertThat(both.training().images()).hasSize(10_000 * 256);
    assertThat(both.test().images()).hasSize(2_000 * 256);
    assertThat(both.test().images()).isNotEqualTo(Digits.of(2).test().images());
    assertThat(both.training().images()[0]).isNotEqualTo(both.test().images()[0]);
  }

  @Test
  void thereAreAsManyOfEachDigit() {
    int[] counts = new int[10];
    for (int label : Digits.of(1).test().labels()) {
      counts[label]++;
    }
    assertThat(counts).containsOnly(200);
  }

  @Test
  void picturesAreDarkerInTheMiddleThanInACorner() {
    float[] images = Digits.of(3).training().images();
    double middle = 0;
    double corner = 0;
    for (int picture = 0; picture < Digits.TRAINING; picture++) {
      corner += images[picture * Digits.PIXELS];
      middle += images[picture * Digits.PIXELS + Digits.PIXELS / 2 + Digits.SIDE / 2];
    }
    assertThat(middle / Digits.TRAINING).isBetween(0.2, 0.8);
    assertThat(corner / Digits.TRAINING).isBetween(-0.05, 0.1);
  }
}
