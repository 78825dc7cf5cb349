package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gil.Attachment;
import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.trace.Incident;
import dev.gil.trace.ProcessClock;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import dev.gil.trace.TraceRecorder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What worker processes do with their locks is in the trace of their parent, on one clock. */
class TracedWorkersTest extends PoolTest {
  private static final long STRETCH = 200_000_000;

  /** In a worker: two tasks have begun. */
  private static final CountDownLatch BOTH = new CountDownLatch(2);

  private final TraceRecorder recorder = new TraceRecorder();

  private GilExecutor traced(StrategySettings settings) {
    return open(settings.listener(recorder));
  }

  private static long[] compute(long nanos) {
    long from = System.nanoTime();
    long to = from;
    while (to - from < nanos) {
      to = System.nanoTime();
    }
    return new long[] {from, to};
  }

  private List<Lane> lanes() {
    return recorder.trace().lanes();
  }

  private Incident incident(Incident.Kind kind) throws Exception {
    await(
        "an incident", () -> recorder.trace().incidents().stream().anyMatch(i -> i.kind() == kind));
    return recorder.trace().incidents().stream()
        .filter(i -> i.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** The hold is round the task, in both clocks; the parent's was read round both. */
  @Test
  void aTaskIsAHoldOfItsWorkerOnTheParentsClock() throws Exception {
    long before = System.nanoTime();
    long pid;
    try (GilExecutor pool = traced(ONE)) {
      pid = get(pool.submit(gil -> myPid()));
      long[] _ = get(pool.submit(gil -> compute(20_000_000)));
    }
    long after = System.nanoTime();
    Trace trace = recorder.trace();
    assertThat(trace.clocks()).hasSize(1);
    ProcessClock clock = trace.clocks().getFirst();
    assertThat(clock.process()).isEqualTo("worker 1 (pid " + pid + ")");
    assertThat(clock.error()).isPositive();
    List<Span> holds =
        trace.lanes().stream()
            .filter(lane -> lane.process().equals(clock.process()))
            .flatMap(lane -> lane.spans().stream())
            .filter(span -> span.state() == State.HOLD)
            .toList();
    assertThat(holds).anyMatch(hold -> hold.nanos() >= 20_000_000);
    assertThat(holds)
        .allMatch(
            hold -> hold.from() > before - clock.error() && hold.to() < after + clock.error());
    assertThat(trace.overlappingHolds()).isEqualTo(0);
  }

  /** Linux has one clock for all processes: the estimate is right within what it says. */
  @Test
  void theClockIsRightWithinItsError() throws Exception {
    try (GilExecutor pool = traced(ONE)) {
      long _ = get(pool.submit(gil -> myPid()));
    }
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    ProcessClock clock = recorder.trace().clocks().getFirst();
    assertThat(Math.abs(clock.offset())).isLessThanOrEqualTo(clock.error());
  }

  @Test
  void detachedStretchesAndWaitsInAWorkerAreSeen() throws Exception {
    try (GilExecutor pool = traced(ONE.inFlight(2))) {
      TaskFuture<Integer> one = pool.submit(gil -> inTurns(gil));
      TaskFuture<Integer> other = pool.submit(gil -> inTurns(gil));
      int _ = get(one) + get(other);
    }
    assertThat(lanes()).hasSizeGreaterThanOrEqualTo(2);
    Trace trace = recorder.trace();
    for (State state : List.of(State.HOLD, State.WAIT, State.BLOCKED)) {
      assertThat(trace.nanos(state)).as(state.name()).isPositive();
    }
    assertThat(trace.overlappingHolds()).isEqualTo(0);
  }

  private static int inTurns(Attachment gil) {
    for (int i = 0; i < 50; i++) {
      long[] _ = compute(1_000_000);
      gil.checkpoint();
      var _ = gil.detached(() -> compute(100_000));
    }
    return 1;
  }

  @Test
  void aKilledWorkerIsAnIncidentWithItsCauseAndItsTask() throws Exception {
    GilExecutor pool = traced(ONE);
    Heard victim = new Heard();
    TaskFuture<Integer> lost =
        pool.submit(
            victim.options().label("the victim"),
            gil -> {
              gil.progress(myPid(), 0);
              return spin();
            });
    long pid = victim.next();
    signal("KILL", pid);
    assertThat(failure(lost, WorkerCrashedException.class)).isNotNull();
    Incident died = incident(Incident.Kind.WORKER_DIED);
    assertThat(died.process()).isEqualTo("worker 1 (pid " + pid + ")");
    assertThat(died.text()).contains("signal 9 (SIGKILL)").contains("\"the victim\"");
  }

  @Test
  void aWorkerThatEndsInOrderIsNoIncident() throws Exception {
    try (GilExecutor pool = traced(ONE)) {
      long _ = get(pool.submit(gil -> myPid()));
    }
    assertThat(recorder.trace().incidents()).isEmpty();
  }

  @Test
  void aTaskBlockedInNativeCodeIsNamedWithItsFrame() throws Exception {
    GilExecutor pool = traced(ONE);
    int _ =
        get(
            pool.submit(
                gil -> {
                  blockInNativeCode();
                  return 1;
                }));
    Incident stuck = incident(Incident.Kind.STUCK_IN_NATIVE);
    assertThat(stuck.process()).startsWith("worker 1 (pid ");
    assertThat(stuck.text()).contains("in native code (Thread.sleep").contains("blockInNativeCode");
  }

  private static void blockInNativeCode() throws InterruptedException {
    Thread.sleep(STRETCH / 1_000_000);
  }

  /** Whoever has the lock first starves the other one, which is there. */
  private static long[] computeBesideAnother(Attachment gil) throws InterruptedException {
    BOTH.countDown();
    gil.detached(() -> BOTH.await());
    return compute(STRETCH);
  }

  @Test
  void aTaskWithoutCheckpointsThatStarvesAnotherIsNamedWithItsFrame() throws Exception {
    GilExecutor pool = traced(ONE.inFlight(2));
    TaskFuture<long[]> deaf = pool.submit(gil -> computeBesideAnother(gil));
    TaskFuture<long[]> starved = pool.submit(gil -> computeBesideAnother(gil));
    assertThat(get(deaf)).hasSize(2);
    assertThat(get(starved)).hasSize(2);
    Incident one = incident(Incident.Kind.STARVED);
    assertThat(one.nanos()).isGreaterThan(60_000_000);
    assertThat(one.text()).contains("TracedWorkersTest.");
  }
}
