package dev.gil.executors;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A task that blocks in native code while it holds the lock is told of while it blocks, and once
 * more when it goes on: who, where, and how long. The call is a read of a pipe of the C library,
 * which knows nothing of virtual threads.
 */
@Timeout(60)
class NativeBlockTest {
  private static final MethodHandle PIPE = c("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle READ =
      c("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      c("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE = c("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  @SuppressWarnings("restricted") // the C library is what is tested with
  private static MethodHandle c(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /** Logger of gil, heard; held here, lest it be collected with its handler. */
  private final Logger logger = Logger.getLogger("dev.gil");

  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          heard.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
  void itIsNamedWhileItBlocksAndAfterwards(String strategy) throws Throwable {
    logger.addHandler(ear);
    try (Arena arena = Arena.ofShared();
        Pipe pipe = Pipe.open(arena);
        GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS)) {
      try {
        CountDownLatch begun = new CountDownLatch(1);
        TaskFuture<Long> blocked =
            pool.submit(
                gil -> {
                  begun.countDown();
                  return pipe.readNatively();
                });
        begun.await();
        TaskFuture<String> other = pool.submit(gil -> "ran");
        assertThat(takeWith("goes on"))
            .contains("NativeBlockTest$Pipe.readNatively", " s ", "worker process");
        assertThat(other.isDone()).as("it ran beside the task that holds the lock").isFalse();
        pipe.write();
        assertThat(blocked.get()).isEqualTo(1);
        assertThat(other.get()).isEqualTo("ran");
        assertThat(takeWith("until")).contains("NativeBlockTest$Pipe.readNatively", " s ");
      } finally {
        pipe.closeWriteEnd(); // the pool's close waits for the read, which now sees the end
      }
    } finally {
      logger.removeHandler(ear);
    }
  }

  private String takeWith(String words) throws InterruptedException {
    String text = heard.take();
    while (!text.contains(words) || !text.contains("NativeBlockTest")) {
      text = heard.take();
    }
    return text;
  }

  /** Pipe of the C library. */
  private record Pipe(int readEnd, int writeEnd, MemorySegment one) implements AutoCloseable {
    static Pipe open(Arena arena) throws Throwable {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      assertThat((int) PIPE.invokeExact(ends)).isZero();
      return new Pipe(
          ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1), arena.allocate(JAVA_BYTE));
    }

    long readNatively() {
      try {
        return (long) READ.invokeExact(readEnd, one, 1L);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    void write() throws Throwable {
      assertThat((long) WRITE.invokeExact(writeEnd, one, 1L)).isEqualTo(1);
    }

    void closeWriteEnd() throws Throwable {
      assertThat((int) CLOSE.invokeExact(writeEnd)).isZero();
    }

    @Override
    public void close() {
      try {
        assertThat((int) CLOSE.invokeExact(readEnd)).isZero();
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }
}
