package dev.gil.testkit.explore.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectTableTest {
  private final ObjectTable table = new ObjectTable();

  @Test
  void objectsAreToldApartByIdentityAndNumberedInOrder() {
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      equal.add(new String("same"));
    }
    table.begin();
    for (int i = 0; i < equal.size(); i++) {
      assertThat(table.of(equal.get(i)).number).isEqualTo(i + 1);
    }
    for (int i = 0; i < equal.size(); i++) {
      assertThat(table.of(equal.get(i)).number).isEqualTo(i + 1);
    }
  }

  @Test
  void anExecutionForgetsTheObjectsOfTheOneBefore() {
    Object first = new Object();
    Object second = new Object();
    table.begin();
    table.of(first).monitor().owner = 1;
    table.begin();
    assertThat(table.of(second).monitor().owner).isEqualTo(Monitor.NOBODY);
    assertThat(table.of(first).number).isEqualTo(2);
  }
}
