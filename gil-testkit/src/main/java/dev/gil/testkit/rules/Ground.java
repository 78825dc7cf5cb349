package dev.gil.testkit.rules;

import dev.gil.GlobalLock;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import dev.gil.testkit.explore.Interleavings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Where a rule runs: on real threads, by chance, or explored, where an explorer decides. */
sealed interface Ground extends AutoCloseable {
  Marks marks();

  /** How often a rule repeats what it would repeat so often by chance. */
  int times(int often);

  /** A place where another thread may come between. */
  void pause();

  /** Whether marks are to be looked for again and again, as nobody can wake who waits for them. */
  boolean polls();

  /** Between two looks at something that is to come: the so-many-th time. */
  void poll(int times);

  /** Lets others run until all of them wait, where that can be told. */
  void rest();

  /** Runs something on a thread of its own. */
  void start(String name, Runnable body);

  GlobalLock lock(String label);

  /** Settings for an executor of a strategy. */
  StrategySettings settings(Subject subject, StrategySettings wanted);

  @Override
  void close() throws IOException;

  /** Real threads, and tasks that may run in other processes. */
  final class Real implements Ground {
    private static final long POLL_NANOS = 200_000;

    private final Path directory;
    private final Marks marks;

    Real(Subject subject) throws IOException {
      directory = Files.createTempDirectory("gil-contract-");
      marks = new FileMarks(directory.toString(), subject.patience().toNanos());
    }

    @Override
    public Marks marks() {
      return marks;
    }

    @Override
    public int times(int often) {
      return often;
    }

    /** Long enough for another thread to come into it. */
    @Override
    public void pause() {
      for (int i = 0; i < 20; i++) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void rest() {}

    @Override
    public boolean polls() {
      return true;
    }

    @Override
    public void poll(int times) {
      LockSupport.parkNanos(POLL_NANOS);
    }

    @Override
    public void start(String name, Runnable body) {
      Thread.ofPlatform().daemon().name(name).start(body);
    }

    @Override
    public GlobalLock lock(String label) {
      return GlobalLock.create(label);
    }

    @Override
    public StrategySettings settings(Subject subject, StrategySettings wanted) {
      return wanted;
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory);
    }
  }

  /** One execution of an exploration. */
  final class Explored implements Ground {
    private static final int POINTS = 500;

    private final ExploredMarks marks;

    Explored(Subject subject) {
      marks = new ExploredMarks(subject.patience().toNanos());
    }

    @Override
    public Marks marks() {
      return marks;
    }

    /** Twice, to have one after the other: the executions are the repetition. */
    @Override
    public int times(int often) {
      return Math.min(often, 2);
    }

    @Override
    public void pause() {
      Interleavings.point();
    }

    /** Virtual time passes only where nobody can run. */
    @Override
    public void rest() {
      LockSupport.parkNanos(1_000_000);
    }

    @Override
    public boolean polls() {
      return false;
    }

    /** Virtual time passes only where nobody can run: whoever computes is given time first. */
    @Override
    public void poll(int times) {
      if (times < POINTS) {
        Interleavings.point();
      } else {
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Override
    public void start(String name, Runnable body) {
      marks.fork(body);
    }

    @Override
    public GlobalLock lock(String label) {
      return Interleavings.lock(label);
    }

    /** An executor's own lock is not explored: it is lent one that is. */
    @Override
    public StrategySettings settings(Subject subject, StrategySettings wanted) {
      return subject.has(Trait.ONE_AT_A_TIME) && wanted.lock().isEmpty()
          ? wanted.lock(lock("the executor's"))
          : wanted;
    }

    @Override
    public void close() {
      marks.end();
    }
  }
}
