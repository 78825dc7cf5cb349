package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void textGoesToTheLeftAndFiguresToTheRight() {
    Table table = new Table(Set.of(0), "name", "ms").line("a", "1.5").line("longer", "1,000.0");
    assertThat(table.lines())
        .containsExactly(" name         ms", " a           1.5", " longer  1,000.0");
  }

  @Test
  void aLineWithoutACellForEveryColumnIsRefused() {
    Table table = new Table(Set.of(), "a", "b");
    assertThatThrownBy(() -> table.line("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 2 columns");
  }
}
