package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.PoolSaturatedException;
import dev.gil.TaskNotSerializableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is laid down in a depot is freed once, whatever becomes of the job. */
@Timeout(60)
class StoredArraysTest {
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** Both sides in one; refuses to free what it does not have. */
  private static final class Shelf implements Depot {
    private final Map<Long, byte[]> stored = new HashMap<>();
    private long last;
    private boolean broken;

    @Override
    public synchronized long store(byte[] bytes) {
      stored.put(++last, bytes.clone());
      return last;
    }

    @Override
    public synchronized byte[] fetch(long ticket, int length) throws IOException {
      if (broken || !stored.containsKey(ticket)) {
        throw new IOException("nothing is on the shelf");
      }
      return stored.get(ticket).clone();
    }

    @Override
    public synchronized void free(long ticket) {
      assertThat(stored.remove(ticket)).as("freed twice").isNotNull();
    }

    synchronized int size() {
      return stored.size();
    }

    synchronized long storedInAll() {
      return last;
    }
  }

  private final Shelf shelf = new Shelf();
  private final LoopbackStrategy strategy = new LoopbackStrategy();

  private GilExecutor open() {
    strategy.depot = shelf;
    return Strategies.open(strategy, StrategySettings.DEFAULTS.workers(1).queue(0));
  }

  private static byte[] bytes() {
    return new byte[] {1, 2, 3};
  }

  @Test
  void theTasksAndTheResults() throws Exception {
    try (GilExecutor pool = open()) {
      byte[] sent = bytes();
      assertThat(pool.submit(gil -> sent).get()).isEqualTo(sent);
    }
    assertThat(shelf.storedInAll()).isEqualTo(2);
    assertThat(shelf.size()).isZero();
  }

  @Test
  void withinAGraphOfObjects() throws Exception {
    try (GilExecutor pool = open()) {
      List<byte[]> sent = new ArrayList<>(List.of(bytes(), bytes()));
      sent.add(sent.getFirst());
      List<byte[]> back = pool.submit(gil -> new ArrayList<>(sent)).get();
      assertThat(back.getFirst()).isEqualTo(bytes()).isSameAs(back.getLast());
      assertThat(back.get(1)).isNotSameAs(back.getFirst());
    }
    assertThat(shelf.storedInAll()).isEqualTo(4);
    assertThat(shelf.size()).isZero();
  }

  @Test
  void ofATaskThatWasRefused() throws Exception {
    try (GilExecutor pool = open()) {
      TaskFuture<Boolean> first = pool.submit(gil -> gil.detached(() -> await()));
      BEGUN.await();
      byte[] sent = bytes();
      assertThatThrownBy(() -> pool.submit(gil -> sent)).isInstanceOf(PoolSaturatedException.class);
      assertThat(shelf.storedInAll()).isEqualTo(1);
      assertThat(shelf.size()).isZero();
      first.cancel(true);
    }
  }

  private static boolean await() throws InterruptedException {
    BEGUN.countDown();
    NEVER.await();
    return true;
  }

  @Test
  void ofATaskThatCannotTravelAfterAll() {
    try (GilExecutor pool = open()) {
      byte[] sent = bytes();
      Object stuck = new Object();
      assertThatThrownBy(() -> pool.submit(gil -> sent.length + stuck.hashCode()))
          .isInstanceOf(TaskNotSerializableException.class);
    }
    assertThat(shelf.size()).isZero();
  }

  @Test
  void ofAResultThatCannotBeRead() {
    try (GilExecutor pool = open()) {
      shelf.broken = true;
      TaskFuture<byte[]> future = pool.submit(gil -> bytes());
      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("nothing is on the shelf");
    }
    assertThat(shelf.storedInAll()).isEqualTo(1);
    assertThat(shelf.size()).isZero();
  }
}
