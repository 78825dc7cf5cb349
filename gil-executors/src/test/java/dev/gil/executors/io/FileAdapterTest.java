package dev.gil.executors.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.Gil;
import dev.gil.io.Detaching;
import dev.gil.io.DetachingFiles;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Others run while a task waits in a file, where even a virtual thread keeps its carrier. */
@ParameterizedClass
@ValueSource(strings = {"threads", "virtual", "virtual-explicit"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileAdapterTest {
  private static final long BOUND_SECONDS = 20;

  @TempDir private Path directory;
  private final String strategy;

  FileAdapterTest(String strategy) {
    this.strategy = strategy;
  }

  /** Opens a pipe with a name, which waits for a writer, and reads it, which waits for the text. */
  enum Reader {
    STREAM {
      @Override
      String read(Path pipe, CountDownLatch opened) throws Exception {
        try (var in = DetachingFiles.newInputStream(pipe)) {
          opened.countDown();
          return new String(in.readAllBytes(), UTF_8);
        }
      }
    },
    WRAPPED_STREAM {
      @Override
      String read(Path pipe, CountDownLatch opened) throws Exception {
        try (var in =
            Detaching.inputStream(Gil.detached(() -> new FileInputStream(pipe.toFile())))) {
          opened.countDown();
          return new String(in.readNBytes(5), UTF_8);
        }
      }
    },
    READER {
      @Override
      String read(Path pipe, CountDownLatch opened) throws Exception {
        try (var in = DetachingFiles.newBufferedReader(pipe)) {
          opened.countDown();
          return in.readLine() + "\n";
        }
      }
    },
    CHANNEL {
      @Override
      String read(Path pipe, CountDownLatch opened) throws Exception {
        try (var in = DetachingFiles.newFileChannel(pipe)) {
          opened.countDown();
          ByteBuffer text = ByteBuffer.allocate(5);
          in.read(text);
          return new String(text.array(), UTF_8);
        }
      }
    },
    WHOLE {
      @Override
      String read(Path pipe, CountDownLatch opened) throws Exception {
        opened.countDown(); // no way to tell its opening from its reading
        return DetachingFiles.readString(pipe);
      }
    };

    abstract String read(Path pipe, CountDownLatch opened) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void othersRunWhileATaskWaitsInAFile(Reader reader) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(1);
    try (GilExecutor pool = Strategies.open(strategy, StrategySettings.DEFAULTS.workers(2));
        Closeable _ = () -> new RandomAccessFile(pipe.toFile(), "rw").close()) { // ends every wait
      TaskFuture<String> text =
          pool.submit(
              gil -> {
                begun.countDown();
                return reader.read(pipe, opened);
              });
      begun.await();
      othersRun(pool, text);
      try (OutputStream out = new FileOutputStream(pipe.toFile())) {
        opened.await();
        othersRun(pool, text);
        out.write("line\n".getBytes(UTF_8));
      }
      assertThat(text.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("line\n");
    }
  }

  private static void othersRun(GilExecutor pool, TaskFuture<?> waiting) throws Exception {
    TaskFuture<Boolean> other = pool.submit(gil -> gil.lock().orElseThrow().isHeld());
    assertThat(other.get(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.isDone()).as("the task that waits is done").isFalse();
  }
}
