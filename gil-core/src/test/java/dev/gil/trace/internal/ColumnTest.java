package dev.gil.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class ColumnTest {
  @Test
  void aNumberBelow128IsAByte() {
    Column column = new Column();
    column.add(0);
    column.add(127);
    assertThat(bytes(column)).containsExactly(0, 127);
  }

  @Test
  void aLargerNumberGoesOnWithItsHigherBits() {
    Column column = new Column();
    column.add(300);
    assertThat(bytes(column)).containsExactly(0b1010_1100, 0b10);
  }

  @Test
  void theSignIsTheLowestBit() {
    Column column = new Column();
    column.addSigned(1);
    column.addSigned(-1);
    column.addSigned(-64);
    assertThat(bytes(column)).containsExactly(2, 1, 127);
  }

  @Test
  void theLongestTimeOfAPageTakesEightBytes() {
    Column column = new Column();
    column.add((1L << 53) - 1);
    assertThat(bytes(column)).hasSize(8);
  }

  @Test
  void aSpanThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> new Column().add(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] bytes(Column column) {
    byte[] bytes = Base64.getDecoder().decode(column.base64());
    int[] unsigned = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      unsigned[i] = bytes[i] & 255;
    }
    return unsigned;
  }
}
