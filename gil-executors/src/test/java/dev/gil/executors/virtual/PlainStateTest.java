package dev.gil.executors.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Plain state, without any care, under many virtual threads that sleep, yield and talk through
 * sockets. Long: {@code -Dgil.virtual.runs=100 -Dgil.virtual.updates=10000000}.
 */
class PlainStateTest {
  private static final int RUNS = Integer.getInteger("gil.virtual.runs", 3);
  private static final int UPDATES = Integer.getInteger("gil.virtual.updates", 1_000_000);
  private static final int THREADS = 10_000;
  private static final int TALKERS = 100;

  private int count;
  private final Map<Integer, Integer> map = new HashMap<>();

  /** Plain fields and a HashMap lose nothing under the strategy. */
  @Test
  void plainStateLosesNothing() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      count = 0;
      map.clear();
      try (GilExecutor pool =
              Strategies.open("virtual", StrategySettings.DEFAULTS.queue(2 * THREADS));
          ServerSocket server = new ServerSocket(0, TALKERS, InetAddress.getLoopbackAddress())) {
        List<TaskFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          int id = i;
          all.add(pool.run(gil -> work(id, gil.lock().orElseThrow(), server)));
        }
        for (TaskFuture<?> one : all) {
          one.get();
        }
      }
      int expected = UPDATES / THREADS * THREADS;
      assertThat(count).as("the plain int, run %s", run).isEqualTo(expected);
      assertThat(map.values().stream().mapToInt(Integer::intValue).sum())
          .as("the HashMap, run %s", run)
          .isEqualTo(expected);
    }
  }

  private void work(int id, GlobalLock lock, ServerSocket server) throws Exception {
    for (int i = 0; i < UPDATES / THREADS; i++) {
      int before = count;
      map.merge(id & 1023, 1, Integer::sum);
      count = before + 1;
      if ((i + id) % 97 == 0) {
        Thread.sleep(Duration.ofNanos(1_000L * (id % 7)));
      } else if (i % 13 == 0) {
        Thread.yield();
      }
    }
    assertThat(lock.isHeld()).isTrue();
    if (id < TALKERS) {
      talk(server);
    }
  }

  private static void talk(ServerSocket server) throws Exception {
    Thread answering =
        Thread.ofVirtual()
            .start(
                () ->
                    Row.unchecked(
                        () -> {
                          try (Socket accepted = server.accept()) {
                            accepted.getOutputStream().write(accepted.getInputStream().read());
                          }
                        }));
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      socket.getOutputStream().write(7);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    }
    answering.join();
  }

  /** The same plain field on the JDK's own scheduler loses updates: the test above can fail. */
  @Test
  void theSameOnTheDefaultSchedulerLosesUpdates() throws Exception {
    int expected = 0;
    for (int round = 0; round < 100 && count == expected; round++) {
      CountDownLatch done = new CountDownLatch(1_000);
      expected += 1_000 * 1_000;
      for (int i = 0; i < 1_000; i++) {
        Thread _ =
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int k = 0; k < 1_000; k++) {
                        int before = count;
                        if (k % 100 == 0) {
                          Thread.yield();
                        }
                        count = before + 1;
                      }
                      done.countDown();
                    });
      }
      done.await();
    }
    assertThat(count).isLessThan(expected);
  }
}
