package dev.gil.bench.convoy;

import dev.gil.Attachment;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Makes an echo trip and works on the answer under the lock, until the slice is over. */
abstract sealed class FloodClient {
  /** What a thread computes after each trip. */
  static final int CHUNKS_A_TRIP = 5;

  final HoldClock clock = new HoldClock();
  final Stage stage;
  private final AtomicLong turns = new AtomicLong();
  private final EchoConnection connection;
  long x = 88_172_645_463_325_252L;

  private FloodClient(Stage stage, int port) throws IOException {
    this.stage = stage;
    connection = new EchoConnection(port);
  }

  static FloodClient of(Discipline discipline, Stage stage, int port) throws IOException {
    return switch (discipline) {
      case GIL -> new Attached(stage, port);
      case REENTRANT, FAIR -> new Locking(stage, port, stage.mutex(discipline));
      case BARE -> throw new IllegalArgumentException("a share of no lock");
    };
  }

  long turns() {
    return turns.getOpaque();
  }

  final void run() throws IOException {
    try (connection) {
      runHolding(connection);
    }
  }

  /** Takes the lock and makes trips. */
  abstract void runHolding(EchoConnection connection) throws IOException;

  final void didChunk(long startNanos) {
    clock.chunk(System.nanoTime() - startNanos);
    turns.setOpaque(turns.getPlain() + Hog.CHUNK);
  }

  private static final class Attached extends FloodClient {
    Attached(Stage stage, int port) throws IOException {
      super(stage, port);
    }

    @Override
    void runHolding(EchoConnection connection) throws IOException {
      try (Attachment gil = stage.lock.attach()) {
        while (!stage.over) {
          gil.detached(() -> connection.send());
          gil.detached(() -> connection.receive());
          for (int i = 0; i < CHUNKS_A_TRIP; i++) {
            long start = System.nanoTime();
            x = Hog.Attached.chunk(gil, x);
            didChunk(start);
          }
        }
      }
    }
  }

  private static final class Locking extends FloodClient {
    private final ReentrantLock mutex;

    Locking(Stage stage, int port, ReentrantLock mutex) throws IOException {
      super(stage, port);
      this.mutex = mutex;
    }

    @Override
    void runHolding(EchoConnection connection) throws IOException {
      while (!stage.over) {
        connection.send();
        connection.receive();
        mutex.lock();
        try {
          for (int i = 0; i < CHUNKS_A_TRIP; i++) {
            long start = System.nanoTime();
            x = Hog.Locking.chunk(x);
            didChunk(start);
          }
        } finally {
          mutex.unlock();
        }
      }
    }
  }
}
