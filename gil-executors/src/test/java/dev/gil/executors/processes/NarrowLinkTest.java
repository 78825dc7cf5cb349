package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.TaskOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link that takes less than a frame at a time: both sides are stuck now and then. */
class NarrowLinkTest extends PoolTest {
  @ParameterizedTest
  @CsvSource({"1, 50", "64, 2000", "1000, 2000"})
  void nothingIsLostOnALinkThatTakesFewBytesAtATime(int bytes, int tasks) throws Exception {
    InMemoryProcesses strategy = new InMemoryProcesses(bytes, List.of());
    GilExecutor pool =
        open(strategy, StrategySettings.DEFAULTS.workers(2).inFlight(4).queue(tasks));
    AtomicIntegerArray last = new AtomicIntegerArray(tasks);
    List<TaskFuture<byte[]>> futures = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      int task = i;
      byte[] sent = new byte[task % 700];
      Arrays.fill(sent, (byte) task);
      futures.add(
          pool.submit(
              TaskOptions.NONE.onProgress((done, total) -> last.set(task, (int) done)),
              gil -> {
                gil.progress(1, 2);
                gil.progress(2, 2);
                byte[] back = Arrays.copyOf(sent, sent.length + 1);
                back[sent.length] = 1;
                return back;
              }));
    }
    for (int i = 0; i < tasks; i++) {
      byte[] expected = new byte[i % 700 + 1];
      Arrays.fill(expected, (byte) i);
      expected[i % 700] = 1;
      assertThat(get(futures.get(i))).as("task %s", i).isEqualTo(expected);
      assertThat(last.get(i)).as("the last progress of task %s", i).isEqualTo(2);
    }
    assertThat(strategy.starts()).isEqualTo(2);
  }
}
