package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Streams over named pipes and sockets. */
final class StreamCalls {
  private StreamCalls() {}

  interface Reading {
    void from(InputStream in) throws Exception;
  }

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        fifo("read()", in -> assertThat(in.read()).isEqualTo('a')),
        fifo("read(byte[])", in -> assertThat(in.read(new byte[8])).isEqualTo(2)),
        fifo("read(byte[], 1, 4)", in -> assertThat(in.read(new byte[8], 1, 4)).isEqualTo(2)),
        fifo("readNBytes(2)", in -> assertThat(in.readNBytes(2)).hasSize(2)),
        fifo(
            "readNBytes(byte[], 0, 2)",
            in -> assertThat(in.readNBytes(new byte[8], 0, 2)).isEqualTo(2)),
        fifo("skipNBytes(2)", in -> Detaching.inputStream(unseekable(in)).skipNBytes(2)),
        row("FileInputStream.readAllBytes, of a pipe", StreamCalls::allOfAPipe),
        row("Reader.readLine, of a pipe", StreamCalls::aLineOfAPipe),
        row("FileOutputStream.write, to a full pipe", StreamCalls::writeToAFullPipe),
        row(
            "BufferedOutputStream.flush, to a full pipe",
            scene -> bufferedToAFullPipe(scene, OutputStream::flush)),
        row(
            "BufferedOutputStream.close, to a full pipe",
            scene -> bufferedToAFullPipe(scene, OutputStream::close)),
        row("Writer.write, to a full pipe", StreamCalls::textToAFullPipe),
        row("Socket read", StreamCalls::socketRead),
        row("Socket write, to a peer that does not read", StreamCalls::socketWrite));
  }

  /** What the pipe is read by must not seek, so it is not the file's own skip. */
  private static InputStream unseekable(InputStream in) {
    return new java.io.BufferedInputStream(in);
  }

  private static Named<BlockingCall> fifo(String call, Reading reading) {
    return row(
        "FileInputStream." + call + ", of a pipe",
        scene -> {
          Path fifo = scene.openFifo();
          InputStream in = Detaching.inputStream(scene.closing(new FileInputStream(fifo.toFile())));
          return new Blocked(() -> reading.from(in), () -> Scene.write(fifo, "ab"));
        });
  }

  private static Blocked allOfAPipe(Scene scene) throws Exception {
    Path fifo = scene.fifo();
    var writer = Scene.aside(() -> Files.newOutputStream(fifo));
    InputStream in = Detaching.inputStream(scene.closing(new FileInputStream(fifo.toFile())));
    OutputStream out = scene.closing(writer.get());
    return new Blocked(() -> assertThat(in.readAllBytes()).isEmpty(), out::close);
  }

  private static Blocked aLineOfAPipe(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    var in = scene.closing(new FileInputStream(fifo.toFile()));
    var reader = Detaching.reader(new InputStreamReader(in, UTF_8));
    return new Blocked(
        () -> assertThat(reader.readLine()).isEqualTo("a line"),
        () -> Scene.write(fifo, "a line\n"));
  }

  private static Blocked writeToAFullPipe(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    OutputStream out = Detaching.outputStream(scene.closing(new FileOutputStream(fifo.toFile())));
    return new Blocked(() -> out.write(new byte[1 << 20]), () -> drain(scene, fifo, 1 << 20));
  }

  interface Ending {
    void of(OutputStream out) throws Exception;
  }

  private static Blocked bufferedToAFullPipe(Scene scene, Ending ending) throws Exception {
    Path fifo = scene.openFifo();
    FileOutputStream pipe = scene.closing(new FileOutputStream(fifo.toFile()));
    BufferedOutputStream buffer = new BufferedOutputStream(pipe, 2 << 20);
    buffer.write(new byte[1 << 20]);
    OutputStream out = Detaching.outputStream(buffer);
    return new Blocked(() -> ending.of(out), () -> drain(scene, fifo, 1 << 20));
  }

  private static Blocked textToAFullPipe(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    FileOutputStream pipe = scene.closing(new FileOutputStream(fifo.toFile()));
    var writer = Detaching.writer(new OutputStreamWriter(pipe, UTF_8));
    String text = "x".repeat(1 << 20);
    return new Blocked(() -> writer.write(text), () -> drain(scene, fifo, 100_000));
  }

  /** Reads so much of what was written that the writer can go on. */
  static void drain(Scene scene, Path fifo, int bytes) throws Exception {
    var in = scene.closing(new FileInputStream(fifo.toFile()));
    var _ =
        Scene.aside(
            () -> {
              for (int left = bytes; left > 0; ) {
                left -= in.read(new byte[1 << 16]);
              }
              return in.transferTo(OutputStream.nullOutputStream());
            });
  }

  private static Blocked socketRead(Scene scene) throws Exception {
    Scene.Sockets sockets = scene.sockets();
    InputStream in = Detaching.inputStream(sockets.here().getInputStream());
    return new Blocked(
        () -> assertThat(in.read()).isEqualTo(7), () -> sockets.there().getOutputStream().write(7));
  }

  private static Blocked socketWrite(Scene scene) throws Exception {
    Scene.Sockets sockets = scene.sockets();
    OutputStream out = Detaching.outputStream(sockets.here().getOutputStream());
    return new Blocked(
        () -> out.write(new byte[Scene.FULL]),
        () -> Scene.aside(() -> sockets.there().getInputStream().readNBytes(Scene.FULL)));
  }
}
