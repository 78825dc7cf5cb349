package dev.gil.bench.convoy;

import dev.gil.Attachment;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** Sends 64 bytes, waits until they are back, and does so again: a closed loop. */
abstract sealed class EchoClient implements Visitor {
  final EchoConnection connection;

  private EchoClient(int port) throws IOException {
    connection = new EchoConnection(port);
  }

  static EchoClient of(Discipline discipline, Stage stage, int port) throws IOException {
    return switch (discipline) {
      case BARE -> new Bare(port);
      case GIL -> new Attached(stage, port);
      case REENTRANT, FAIR -> new Locking(stage.mutex(discipline), port);
    };
  }

  /** There and back, the lock given up for each way. */
  abstract void trip() throws IOException;

  final void trips(long forNanos, Times times) throws IOException {
    try (connection) {
      long start = System.nanoTime();
      long now = start;
      while (now - start < forNanos) {
        long before = now;
        trip();
        now = System.nanoTime();
        times.add(now - before);
      }
    }
  }

  private static final class Bare extends EchoClient {
    Bare(int port) throws IOException {
      super(port);
    }

    @Override
    public void visit(long forNanos, Times times) throws IOException {
      trips(forNanos, times);
    }

    @Override
    void trip() throws IOException {
      connection.send();
      connection.receive();
    }
  }

  private static final class Attached extends EchoClient {
    private final Stage stage;

    @SuppressWarnings("NullAway.Init") // attached for as long as it visits
    private Attachment gil;

    @SuppressWarnings("NullAway.Init")
    Attached(Stage stage, int port) throws IOException {
      super(port);
      this.stage = stage;
    }

    @Override
    public void visit(long forNanos, Times times) throws IOException {
      try (Attachment attached = stage.lock.attach()) {
        gil = attached;
        trips(forNanos, times);
      }
    }

    @Override
    void trip() throws IOException {
      gil.detached(() -> connection.send());
      gil.detached(() -> connection.receive());
    }
  }

  private static final class Locking extends EchoClient {
    private final ReentrantLock mutex;

    Locking(ReentrantLock mutex, int port) throws IOException {
      super(port);
      this.mutex = mutex;
    }

    @Override
    public void visit(long forNanos, Times times) throws IOException {
      mutex.lock();
      try {
        trips(forNanos, times);
      } finally {
        mutex.unlock();
      }
    }

    @Override
    void trip() throws IOException {
      mutex.unlock();
      try {
        connection.send();
      } finally {
        mutex.lock();
      }
      mutex.unlock();
      try {
        connection.receive();
      } finally {
        mutex.lock();
      }
    }
  }
}
