package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.spi.Trait;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Whatever tasks, workers and deaths come in whatever order: every task ends once, begins at most
 * once, is charged only if it had begun, no worker idles while one waits, and none is given more
 * tasks than it may run before it is replaced.
 *
 * <p>The parent's side is the real one, without its threads; a worker is what it reads from its
 * link and writes into its turn, and no process.
 */
class AssignmentProperties {
  private enum Step {
    SUBMIT,
    BEGIN,
    RESULT,
    DIE,
    STOP,
    RELIEVE
  }

  /** What happens, to which of the workers or tasks, how long it takes. */
  private record Event(Step step, int whom, long nanos) {
    static Event of(int number) {
      int kind = number % 20; // most of all tasks come, begin and end
      Step step =
          kind < 7
              ? Step.SUBMIT
              : kind < 13 ? Step.BEGIN : kind < 18 ? Step.RESULT : kind < 19 ? Step.STOP : Step.DIE;
      int whom = number / 20 % 7;
      boolean relieves = step == Step.DIE && whom >= 3;
      return new Event(relieves ? Step.RELIEVE : step, whom, 10_000L << (number / 140 % 9));
    }
  }

  @Property(tries = 150)
  void everyTaskEndsOnceAndIsChargedOnlyIfItHadBegun(
      @ForAll @Size(max = 300) List<@IntRange(max = 9_999) Integer> numbers,
      @ForAll @IntRange(min = 1, max = 3) int workers,
      @ForAll @IntRange(min = 1, max = 4) int inFlight,
      @ForAll @IntRange(min = 1, max = 50) int allowance)
      throws Exception {
    try (Model model = new Model(workers, inFlight, allowance)) {
      for (int number : numbers) {
        model.happens(Event.of(number));
        model.nobodyIdlesWhileSomebodyWaits();
      }
      model.finish();
      model.everyTaskHasEnded();
    }
  }

  /** The far side of one worker. */
  private static final class Far {
    final Link link;
    final Turn turn;
    final Deque<Long> running = new ArrayDeque<>();
    final Set<Long> begun = new HashSet<>();

    Far(Link link, Turn turn) {
      this.link = link;
      this.turn = turn;
    }
  }

  private static final class Model implements ParallelismStrategy, Runner, AutoCloseable {
    private final Path directory = PrivateDirectory.create();
    private final UnixDomainSocketAddress address =
        UnixDomainSocketAddress.of(directory.resolve("s"));
    private final ServerSocketChannel server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    private final List<Worker> workers = new ArrayList<>();
    private final List<Link> near = new ArrayList<>();
    private final List<Far> far = new ArrayList<>();
    private final Assignment assignment;
    private final int inFlight;
    private final int allowance;
    private final GilExecutor pool;
    private final List<Job<?>> jobs = new ArrayList<>();
    private final List<TaskFuture<Integer>> futures = new ArrayList<>();
    private final Set<Job<?>> begun = new HashSet<>();
    private final Set<Job<?>> lost = new HashSet<>();

    Model(int count, int inFlight, int allowance) throws IOException {
      this.inFlight = inFlight;
      this.allowance = allowance;
      this.assignment = new Assignment(workers, inFlight);
      this.pool = Strategies.open(this, StrategySettings.DEFAULTS.queue(1_000));
      for (int i = 0; i < count; i++) {
        workers.add(new Worker(i + 1, false));
        near.add(connect(i));
      }
    }

    // --- what the pool asks of a strategy

    @Override
    public String id() {
      return "model";
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.LOCK_PER_WORKER, Trait.NEEDS_SERIALIZABLE);
    }

    @Override
    public Runner open(StrategySettings settings) {
      return this;
    }

    @Override
    public void start(Job<?> job) {
      if (!jobs.contains(job)) {
        jobs.add(job);
      }
      assignment.add(job);
      flush(assignment.assign(null));
    }

    @Override
    public boolean close(boolean now, Duration wait) {
      return true;
    }

    private static void flush(List<Link> fed) {
      fed.forEach(Link::flush);
    }

    // --- what happens

    private Link connect(int index) throws IOException {
      Link here = new Link(SocketChannel.open(address), Frame.MAX_PAYLOAD);
      Turn turn = new Turn(ByteBuffer.allocateDirect(64));
      Far there = new Far(new Link(server.accept(), Frame.MAX_PAYLOAD), turn);
      if (index < far.size()) {
        far.set(index, there);
      } else {
        far.add(there);
      }
      Worker worker = workers.get(index);
      worker.employ();
      assertThat(worker.untilStart()).isNotPositive();
      worker.allow(allowance);
      assertThat(worker.connected(here, turn)).isTrue();
      flush(assignment.assign(worker));
      return here;
    }

    void happens(Event event) throws IOException {
      int index = event.whom % workers.size();
      switch (event.step) {
        case SUBMIT -> {
          int value = futures.size();
          futures.add(pool.submit(gil -> value));
        }
        case BEGIN -> begin(index);
        case RESULT -> result(index, event.nanos);
        case DIE -> die(index);
        case STOP -> stop(event.whom);
        case RELIEVE -> relieve(index);
      }
    }

    private boolean begin(int index) throws IOException {
      Far there = far.get(index);
      @Nullable Frame frame = there.running.size() < inFlight ? there.link.receive(0) : null;
      if (frame == null) {
        return false;
      }
      if (there.turn.begin(frame.id())) {
        Job<?> job = workers.get(index).flight(frame.id()).job;
        assertThat(begun.add(job)).as("%s begins for the first time", job).isTrue();
        there.running.add(frame.id());
        there.begun.add(frame.id());
        assertThat(there.begun).as("what one process runs").hasSizeLessThanOrEqualTo(allowance);
      }
      return true;
    }

    private boolean result(int index, long nanos) throws IOException {
      @Nullable Long id = far.get(index).running.poll();
      if (id == null) {
        return false;
      }
      @Nullable Job<?> job = workers.get(index).finished(id, nanos);
      assertThat(job).isNotNull();
      job.complete(jobs.indexOf(job));
      if (workers.get(index).isUsedUp()) {
        relieve(index);
      } else {
        flush(assignment.assign(workers.get(index)));
        replaceIfRelieved(index);
      }
      return true;
    }

    private void relieve(int index) throws IOException {
      Worker worker = workers.get(index);
      if (worker.state() == Worker.State.READY) {
        worker.relieve();
        assignment.takeBackFrom(worker);
        flush(assignment.assign(null));
        replaceIfRelieved(index);
      }
    }

    private void replaceIfRelieved(int index) throws IOException {
      Worker worker = workers.get(index);
      if (worker.state() == Worker.State.RELIEVED && worker.isIdle()) {
        die(index);
      }
    }

    private void die(int index) throws IOException {
      Far there = far.get(index);
      Worker worker = workers.get(index);
      List<Flight> left = List.copyOf(worker.lost(0));
      near.get(index).close();
      there.link.close();
      for (Flight flight : left) {
        assertThat(flight.begun)
            .as("%s had begun", flight.job)
            .isEqualTo(begun.contains(flight.job));
        if (flight.begun) {
          lost.add(flight.job);
        }
        flight.job.fail(new WorkerCrashedException("killed", 137), flight.begun);
      }
      near.set(index, connect(index));
    }

    private void stop(int whom) {
      for (Job<?> job : jobs.reversed().subList(0, Math.min(whom, jobs.size()))) {
        if (assignment.remove(job)) {
          assertThat(begun).doesNotContain(job);
          lost.add(job);
          job.fail(new WorkerCrashedException("taken back", 0), true);
        }
      }
      for (Worker worker : workers) {
        for (Job<?> job : jobs.reversed().subList(0, Math.min(whom, jobs.size()))) {
          @Nullable Flight flight = worker.flight(job);
          List<Link> fed = new ArrayList<>();
          if (flight != null && assignment.takeBack(flight, worker, fed)) {
            assertThat(begun).doesNotContain(job);
            lost.add(job);
            job.fail(new WorkerCrashedException("taken back", 0), true);
            fed.addAll(assignment.assign(worker));
          }
          flush(fed);
        }
      }
    }

    // --- what holds

    void nobodyIdlesWhileSomebodyWaits() {
      assertThat(assignment.isEmpty() || workers.stream().noneMatch(w -> w.hasThread(inFlight)))
          .as("a worker has nothing to do, and a task waits")
          .isTrue();
    }

    void finish() throws IOException {
      boolean went = true;
      while (went) {
        went = false;
        for (int i = 0; i < workers.size(); i++) {
          went |= begin(i);
          went |= result(i, 50_000);
        }
      }
    }

    void everyTaskHasEnded() {
      assertThat(assignment.isEmpty()).isTrue();
      assertThat(workers).allMatch(Worker::isIdle);
      for (int i = 0; i < futures.size(); i++) {
        boolean fails = lost.contains(jobs.get(i));
        assertThat(futures.get(i).state())
            .as("task %s", i)
            .isEqualTo(fails ? Future.State.FAILED : Future.State.SUCCESS);
        if (!fails) {
          assertThat((Object) futures.get(i).resultNow()).isEqualTo(i);
        }
      }
      assertThat(pool.snapshot().retried()).isZero();
    }

    @Override
    public void close() throws IOException {
      var _ = pool.shutdownNow(); // a close would wait for what a failure left
      near.forEach(Link::close);
      far.forEach(there -> there.link.close());
      server.close();
      PrivateDirectory.delete(directory);
    }
  }
}
