package dev.gil.fory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects on their way to a real worker process and back. */
@Timeout(120)
class TravelByForyTest {
  private static GilExecutor pool;

  private record Closed(Object inside) {}

  @BeforeAll
  static void open() {
    pool = Strategies.open("processes", StrategySettings.DEFAULTS.workers(1));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static List<Order> orders(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(Order::of).toList());
  }

  @Test
  void whatATaskHasCapturedAndReturns() throws Exception {
    List<Order> sent = orders(100);
    assertThat(pool.submit(gil -> new ArrayList<>(sent.reversed())).get())
        .isEqualTo(sent.reversed());
  }

  @Test
  void anObjectThatJavaWouldNotSerialize() throws Exception {
    Node node = new Node();
    node.value = 41;
    node.next = node;
    Node back =
        pool.submit(
                gil -> {
                  node.value++;
                  return node;
                })
            .get();
    assertThat(back.value).isEqualTo(42);
    assertThat(back.next).isSameAs(back);
  }

  @Test
  void theItemsOfAMap() throws Exception {
    assertThat(pool.map(orders(500), Order::customer))
        .startsWith("customer 0")
        .hasSize(500)
        .endsWith("customer 499");
  }

  @Test
  void whatNobodyCanWriteIsRefusedByItsName() {
    Closed closed = new Closed(new Object());
    assertThatThrownBy(() -> pool.submit(gil -> closed.inside().hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Closed");
  }
}
