package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import dev.gil.io.BlockingCall.Step;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Files that are named pipes: opening one waits for its other end. */
final class FileCalls {
  private FileCalls() {}

  interface OfPath {
    void run(Path fifo, Path file) throws Exception;
  }

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        reading(
            "readAllBytes", (fifo, _) -> assertThat(DetachingFiles.readAllBytes(fifo)).hasSize(4)),
        reading(
            "readString",
            (fifo, _) -> assertThat(DetachingFiles.readString(fifo)).isEqualTo("a\nb\n")),
        reading(
            "readAllLines",
            (fifo, _) -> assertThat(DetachingFiles.readAllLines(fifo)).containsExactly("a", "b")),
        reading(
            "lines",
            (fifo, _) -> {
              try (Stream<String> lines = DetachingFiles.lines(fifo)) {
                assertThat(lines).containsExactly("a", "b");
              }
            }),
        reading("newInputStream", (fifo, _) -> DetachingFiles.newInputStream(fifo).close()),
        reading(
            "newBufferedReader",
            (fifo, _) -> {
              try (var reader = DetachingFiles.newBufferedReader(fifo)) {
                assertThat(reader.readLine()).isEqualTo("a");
              }
            }),
        reading(
            "newFileChannel",
            (fifo, _) -> DetachingFiles.newFileChannel(fifo, StandardOpenOption.READ).close()),
        reading(
            "copy to a stream",
            (fifo, _) ->
                assertThat(DetachingFiles.copy(fifo, new ByteArrayOutputStream())).isEqualTo(4)),
        reading(
            "copy of a stream",
            (fifo, file) -> {
              try (var in = DetachingFiles.newInputStream(fifo)) {
                assertThat(DetachingFiles.copy(in, file)).isEqualTo(4);
              }
            }),
        writing("newOutputStream", (fifo, _) -> DetachingFiles.newOutputStream(fifo).close()),
        writing("newBufferedWriter", (fifo, _) -> DetachingFiles.newBufferedWriter(fifo).close()),
        writing("write, bytes", (fifo, _) -> DetachingFiles.write(fifo, new byte[3])),
        writing("write, lines", (fifo, _) -> DetachingFiles.write(fifo, List.of("a", "b"))),
        writing("writeString", (fifo, _) -> DetachingFiles.writeString(fifo, "text")));
  }

  private static Named<BlockingCall> reading(String method, OfPath call) {
    return row(
        "Files." + method + ", of a pipe",
        scene -> {
          Path fifo = scene.fifo();
          Path file = scene.file();
          Step writer =
              () ->
                  Scene.aside(
                      () -> {
                        Scene.write(fifo, "a\nb\n");
                        return true;
                      });
          return new Blocked(() -> call.run(fifo, file), writer);
        });
  }

  private static Named<BlockingCall> writing(String method, OfPath call) {
    return row(
        "Files." + method + ", to a pipe",
        scene -> {
          Path fifo = scene.fifo();
          Path file = scene.file();
          return new Blocked(
              () -> call.run(fifo, file), () -> Scene.aside(() -> Files.readAllBytes(fifo)));
        });
  }
}
