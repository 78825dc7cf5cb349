package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.TaskNotSerializableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A map whose items travel in chunks: as if they went one by one. */
@Timeout(60)
class ChunkedMapTest {
  private static final AtomicInteger APPLIED = new AtomicInteger();

  private final GilExecutor pool = Strategies.open(new LoopbackStrategy(), settings());

  private static StrategySettings settings() {
    return StrategySettings.DEFAULTS.workers(1).queue(1);
  }

  @AfterEach
  void close() {
    pool.close();
    APPLIED.set(0);
  }

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  @Test
  void resultsAreInTheOrderOfTheItems() throws Exception {
    assertThat(pool.map(upTo(50_000), i -> -i))
        .isEqualTo(upTo(50_000).stream().map(i -> -i).toList());
  }

  @Test
  void manyItemsAreFewTasks() throws Exception {
    var _ = pool.map(upTo(50_000), i -> i);
    assertThat(pool.snapshot().completed()).isBetween(2L, 5_000L);
  }

  @Test
  void noItemsAreNoTask() throws Exception {
    assertThat(pool.map(List.<Integer>of(), i -> i)).isEmpty();
    assertThat(pool.snapshot().completed()).isZero();
  }

  @Test
  void nullsAndLargeGraphsTravel() throws Exception {
    List<List<String>> items = new ArrayList<>(Collections.nCopies(2_000, List.of("a", "b")));
    items.set(3, null);
    assertThat(pool.map(items, i -> i == null ? null : new ArrayList<>(i))).isEqualTo(items);
  }

  @Test
  void theFirstItemThatFailsIsNamedAndNoneBehindItInItsChunkIsBegun() {
    assertThatThrownBy(
            () ->
                pool.map(
                    upTo(5_000),
                    i -> {
                      APPLIED.incrementAndGet();
                      if (i >= 1_234) {
                        throw new IllegalStateException("item of my own: " + i);
                      }
                      return i;
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasMessageStartingWith("item 1234 failed: ")
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("item of my own: 1234");
    assertThat(APPLIED.get()).isLessThan(5_000);
  }

  @Test
  void anItemThatCannotTravelIsRefusedByItsPath() {
    List<Object> items = Arrays.asList(1, 2, new Object());
    assertThatThrownBy(() -> pool.map(items, i -> 1))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void aResultThatCannotTravelSaysSo() {
    assertThatThrownBy(() -> pool.map(upTo(10), i -> new Object()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("java.lang.Object");
  }

  /** A collection may shrink between the call of size() and the iteration. */
  @Test
  void aCollectionThatHasFewerItemsThanItSaidIsRead() throws Exception {
    Collection<Integer> boasting =
        new ArrayList<>(upTo(10)) {
          @Override
          public int size() {
            return 1_000;
          }
        };
    assertThat(pool.map(boasting, i -> i)).hasSize(10);
  }
}
