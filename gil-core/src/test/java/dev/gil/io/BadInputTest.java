package dev.gil.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import dev.gil.LockTimeoutException;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong inside a detached call comes out as it is, and the lock is held again. */
@SuppressWarnings("InputStreamSlowMultibyteRead") // streams that are read by the byte
class BadInputTest {
  @TempDir Path directory;
  private final GlobalLock lock = GlobalLock.create("bad-input");
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(directory);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  /** The control of the table: without an adapter nobody gets in. */
  @Test
  void aReadWithoutAnAdapterKeepsTheLock() throws Exception {
    Path fifo = scene.openFifo();
    InputStream in = scene.closing(new FileInputStream(fifo.toFile()));
    CountDownLatch attached = new CountDownLatch(1);
    var reader =
        Scene.aside(
            () -> {
              try (Attachment _ = lock.attach()) {
                attached.countDown();
                return in.read();
              }
            });
    attached.await();
    assertThatExceptionOfType(LockTimeoutException.class)
        .isThrownBy(() -> lock.attach(Duration.ofMillis(20)));
    Scene.write(fifo, "a");
    assertThat(reader.get()).isEqualTo('a');
  }

  @Test
  void aClosedStreamSaysSoAndTheLockIsHeld() throws Exception {
    Path file = Files.writeString(scene.file(), "text");
    try (Attachment _ = lock.attach()) {
      InputStream in = Detaching.inputStream(new FileInputStream(file.toFile()));
      in.close();
      assertThatIOException().isThrownBy(in::read);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void theExceptionOfACallIsTheSameObject() {
    IOException thrown = new IOException("as it is");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw thrown;
          }
        };
    try (Attachment _ = lock.attach()) {
      assertThatThrownBy(() -> Detaching.inputStream(broken).read()).isSameAs(thrown);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void anEndInTheMiddleIsWhatItIsWithoutAnAdapter() throws Exception {
    Path file = Files.writeString(scene.file(), "half");
    try (Attachment _ = lock.attach();
        InputStream in = DetachingFiles.newInputStream(file)) {
      assertThat(in.readNBytes(8)).hasSize(4);
      assertThat(in.read()).isEqualTo(-1);
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> in.skipNBytes(1));
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void halfABodyIsAnExceptionAndTheLockIsHeld() throws Exception {
    CountDownLatch gate = new CountDownLatch(0);
    var request = HttpCalls.request(scene, HttpCalls.HEAD + "pa", gate, "");
    try (Attachment _ = lock.attach()) {
      assertThatIOException()
          .isThrownBy(
              () -> HttpCalls.client(scene).send(request, HttpResponse.BodyHandlers.ofString()));
      assertThat(lock.isHeld()).isTrue();
    }
  }

  /** An interrupt closes the channel; taking back goes on, and the flag stays set. */
  @Test
  void anInterruptDuringADetachedReadComesOutWithTheLockHeldAndTheFlagSet() throws Exception {
    Path fifo = scene.openFifo();
    FileChannel channel =
        Detaching.fileChannel(scene.closing(FileChannel.open(fifo, StandardOpenOption.READ)));
    CountDownLatch attached = new CountDownLatch(1);
    var reader =
        Scene.aside(
            () -> {
              try (Attachment _ = lock.attach()) {
                attached.countDown();
                assertThatExceptionOfType(ClosedByInterruptException.class)
                    .isThrownBy(() -> channel.read(ByteBuffer.allocate(8)));
                assertThat(channel.isOpen()).isFalse();
                return lock.isHeld() && Thread.currentThread().isInterrupted();
              }
            });
    attached.await();
    try (Attachment _ = lock.attach(Duration.ofSeconds(Scene.BOUND_SECONDS))) {
      reader.thread().interrupt();
    }
    assertThat(reader.get()).isTrue();
  }

  @Test
  void waitingForAProcessIsInterrupted() throws Exception {
    Process process = Detaching.process(scene.shell("read -r never < '" + scene.openFifo() + "'"));
    CountDownLatch attached = new CountDownLatch(1);
    var waiter =
        Scene.aside(
            () -> {
              try (Attachment _ = lock.attach()) {
                attached.countDown();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(process::waitFor);
                return lock.isHeld();
              }
            });
    attached.await();
    try (Attachment _ = lock.attach(Duration.ofSeconds(Scene.BOUND_SECONDS))) {
      waiter.thread().interrupt();
    }
    assertThat(waiter.get()).isTrue();
  }

  @Test
  void aLockClosedMeanwhileSaysSoAndIsNotHeld() throws Exception {
    Path fifo = scene.openFifo();
    InputStream in = Detaching.inputStream(scene.closing(new FileInputStream(fifo.toFile())));
    CountDownLatch attached = new CountDownLatch(1);
    boolean[] held = {true};
    var reader =
        Scene.aside(
            () -> {
              Attachment _ = lock.attach();
              attached.countDown();
              assertThatExceptionOfType(LockClosedException.class).isThrownBy(in::read);
              held[0] = lock.isHeld();
              return held[0];
            });
    attached.await();
    lock.attach(Duration.ofSeconds(Scene.BOUND_SECONDS)).close(); // the reader is detached now
    lock.close();
    Scene.write(fifo, "a");
    assertThat(reader.get()).isFalse();
  }

  /** Two threads use one reader: neither waits for its buffer with the lock in its hand. */
  @Test
  void twoThreadsMayShareAReader() throws Exception {
    Path fifo = scene.openFifo();
    var in = scene.closing(new FileInputStream(fifo.toFile()));
    var reader = Detaching.reader(new InputStreamReader(in, UTF_8));
    List<String> lines = new ArrayList<>(); // guarded by the lock
    List<Scene.Aside<Boolean>> readers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      readers.add(
          Scene.aside(
              () -> {
                try (Attachment _ = lock.attach()) {
                  return lines.add(reader.readLine());
                }
              }));
    }
    // One waits in the pipe, one for the buffer; both have given the lock up by then.
    for (Scene.Aside<Boolean> one : readers) {
      while (one.thread().getStackTrace().length < 3
          || !isIn(one.thread(), DetachingReader.class)) {
        Thread.onSpinWait();
      }
    }
    lock.attach(Duration.ofSeconds(Scene.BOUND_SECONDS)).close();
    Scene.write(fifo, "one\n");
    Scene.write(fifo, "two\n");
    for (Scene.Aside<Boolean> one : readers) {
      assertThat(one.get()).isTrue();
    }
    assertThat(lines).containsExactlyInAnyOrder("one", "two");
  }

  private static boolean isIn(Thread thread, Class<?> type) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals(type.getName())) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aWrapperIsNotWrappedAgain() throws Exception {
    InputStream in = Detaching.inputStream(InputStream.nullInputStream());
    assertThat(Detaching.inputStream(in)).isSameAs(in);
    var out = Detaching.outputStream(java.io.OutputStream.nullOutputStream());
    assertThat(Detaching.outputStream(out)).isSameAs(out);
    var reader = Detaching.reader(java.io.Reader.nullReader());
    assertThat(Detaching.reader(reader)).isSameAs(reader);
    var writer = Detaching.writer(java.io.Writer.nullWriter());
    assertThat(Detaching.writer(writer)).isSameAs(writer);
    var channel = Detaching.byteChannel(scene.channels().here());
    assertThat(Detaching.readableChannel(channel)).isSameAs(channel);
    assertThat(Detaching.writableChannel(channel)).isSameAs(channel);
    Process process = Detaching.process(scene.shell("exit 0"));
    assertThat(Detaching.process(process)).isSameAs(process);
    assertThat(process.getInputStream()).isSameAs(process.getInputStream());
    var client = HttpCalls.client(scene);
    assertThat(Detaching.httpClient(client)).isSameAs(client);
    var source = Detaching.dataSource(new Database(scene).source());
    assertThat(Detaching.dataSource(source)).isSameAs(source);
  }

  /** Inside a detached call a wrapper finds nothing to give up: the lock is taken back once. */
  @Test
  void aWrapperInsideAWrapperDetachesOnce() throws Exception {
    InputStream twice =
        Detaching.inputStream(
            new java.io.BufferedInputStream(Detaching.inputStream(InputStream.nullInputStream())));
    try (Attachment _ = lock.attach()) {
      long before = lock.snapshot().counters().attaches();
      assertThat(twice.read()).isEqualTo(-1);
      assertThat(lock.snapshot().counters().attaches()).isEqualTo(before + 1);
    }
  }

  @Test
  void aSessionKeepsTheLock() throws Exception {
    boolean[] held = new boolean[1];
    InputStream in =
        new InputStream() {
          @Override
          public int read() {
            held[0] = lock.isHeld();
            return -1;
          }
        };
    try (Attachment _ = lock.session("whole")) {
      assertThat(Detaching.inputStream(in).read()).isEqualTo(-1);
    }
    assertThat(held[0]).isTrue();
  }

  /** The target of a copy is the caller's code, which may rely on the lock. */
  @Test
  void whatTheCallerWritesToRunsAttached() throws Exception {
    Path file = Files.writeString(scene.file(), "text");
    List<Boolean> held = new ArrayList<>();
    var target =
        new java.io.OutputStream() {
          @Override
          public void write(int b) {
            held.add(lock.isHeld());
          }
        };
    try (Attachment _ = lock.attach()) {
      DetachingFiles.copy(file, target);
      try (FileChannel channel = DetachingFiles.newFileChannel(file)) {
        channel.transferTo(0, 4, java.nio.channels.Channels.newChannel(target));
      }
    }
    assertThat(held).hasSize(8).containsOnly(true);
  }

  @Test
  void filesFailAsTheirNamesakesDo() throws Exception {
    Path file = Files.write(scene.file(), new byte[] {(byte) 0xff, '\n'});
    Path none = scene.file();
    try (Attachment _ = lock.attach()) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> DetachingFiles.readAllBytes(none));
      assertThatExceptionOfType(MalformedInputException.class)
          .isThrownBy(() -> DetachingFiles.readString(file));
      assertThatExceptionOfType(java.io.UncheckedIOException.class)
          .isThrownBy(
              () -> {
                try (var lines = DetachingFiles.lines(file)) {
                  lines.toList();
                }
              });
      assertThatExceptionOfType(java.nio.file.FileAlreadyExistsException.class)
          .isThrownBy(() -> DetachingFiles.copy(InputStream.nullInputStream(), file));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(
              () ->
                  DetachingFiles.copy(
                      InputStream.nullInputStream(), file, StandardCopyOption.ATOMIC_MOVE));
      assertThat(
              DetachingFiles.copy(
                  InputStream.nullInputStream(), file, StandardCopyOption.REPLACE_EXISTING))
          .isZero();
      FileChannel closed = DetachingFiles.newFileChannel(file, StandardOpenOption.READ);
      closed.close();
      assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(closed::size);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void withoutALockCallsGoThrough() throws Exception {
    Path file = DetachingFiles.writeString(scene.file(), "one\ntwo\n");
    assertThat(DetachingFiles.readAllLines(file)).containsExactly("one", "two");
    assertThat(DetachingFiles.copy(file, scene.file())).hasContent("one\ntwo\n");
    assertThat(DetachingFiles.move(file, scene.file())).hasContent("one\ntwo\n");
    assertThat(DetachingFiles.write(scene.file(), List.of("a", "b"))).hasContent("a\nb\n");
  }

  @Test
  void nullsAreNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> Detaching.inputStream(null))
        .withMessage("in");
    assertThatNullPointerException()
        .isThrownBy(() -> Detaching.outputStream(null))
        .withMessage("out");
    assertThatNullPointerException()
        .isThrownBy(() -> Detaching.dataSource(null))
        .withMessage("source");
    assertThatNullPointerException()
        .isThrownBy(() -> Detaching.httpClient(null))
        .withMessage("client");
    assertThatNullPointerException()
        .isThrownBy(() -> Detaching.process(null))
        .withMessage("process");
    assertThatNullPointerException()
        .isThrownBy(() -> DetachingFiles.readAllBytes(null))
        .withMessage("path");
    assertThatNullPointerException()
        .isThrownBy(() -> DetachingFiles.copy((Path) null, Path.of("x")))
        .withMessage("source");
  }
}
