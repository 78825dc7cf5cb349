package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cores, other processes and incidents in the text. */
class TextGanttTest {
  private static final long MS = 1_000_000;

  private static Span on(int core, long from, long to) {
    return new Span(State.HOLD, "lock", from * MS, to * MS, core);
  }

  private static Trace trace(List<Integer> cores, Lane... lanes) {
    return new Trace(
        List.of(lanes),
        List.of(new Incident(Incident.Kind.WORKER_DIED, "worker 1", "", MS, 2 * MS, "gone\u001b")),
        List.of(new ProcessClock("worker 1 (pid 7)", 1_500, 250)),
        0,
        40 * MS,
        0,
        new CoreSource(true, "a test", cores));
  }

  @Test
  void coresShowTheThreadsThatTookTurnsThere() {
    Trace trace =
        trace(
            List.of(0, 1),
            new Lane("Thread 1", 1, List.of(on(0, 0, 10), on(0, 20, 30))),
            new Lane("Thread 2", 2, List.of(on(0, 10, 20))));
    assertThat(trace.toText(40))
        .contains("\nCore 0: [Thread 1][Thread 2][Thread 1]           idle  25%\n")
        .contains("\nCore 1: (IDLE)\ncores by a test\n");
  }

  @Test
  void aLongTurnIsDrawnAsLongAsItTook() {
    Trace trace = trace(List.of(3), new Lane("A", 1, List.of(on(3, 0, 40))));
    assertThat(trace.toText(10)).contains("\nCore 3: [A.......] idle   0%\n");
  }

  @Test
  void manyIdleCoresAreOneLine() {
    Trace trace = trace(IntStream.range(0, 64).boxed().toList());
    assertThat(trace.toText(10)).startsWith("64 further cores: (IDLE)\n");
  }

  @Test
  void aWorkerHasItsOwnLanesAndSaysHowExactItsClockIs() {
    Trace trace =
        trace(
            List.of(),
            new Lane("main", 1, List.of(on(0, 0, 20))),
            new Lane("gil-1", 1, "worker 1 (pid 7)", List.of(on(1, 0, 40))));
    assertThat(trace.toText(10))
        .isEqualTo(
            """
            lock lock |AAAAA     | held  50%  1 turn
               main A |#####     | held  50%  longest wait 0.0 ms
            -- worker 1 (pid 7), clock moved 1.5 us +- 0.3 us
            lock lock |BBBBBBBBBB| held 100%  1 turn
              gil-1 B |##########| held 100%  longest wait 0.0 ms
            Core 0: [A..]      idle  50%
            Core 1: [worker 1] idle   0%
            cores by a test
            # holds  . waits  ~ without the lock  = in a kernel;  40.0 ms across, 4.0 ms a column
            all threads: # 60.000000 ms  . 0.000000 ms  ~ 0.000000 ms  = 0.000000 ms
            ! at 1.0 ms: gone?
            """);
  }

  @Test
  void moreLanesThanAPageHasAreCounted() {
    Lane[] lanes =
        IntStream.range(0, 60).mapToObj(i -> new Lane("t" + i, i, List.of())).toArray(Lane[]::new);
    assertThat(trace(List.of(), lanes).toText(10)).contains("\nand 12 more lanes\n");
  }
}
