package dev.gil.io;

import static dev.gil.io.BlockingCall.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.io.BlockingCall.Blocked;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Channels of files, sockets and pipes. */
final class ChannelCalls {
  private ChannelCalls() {}

  static Stream<Named<BlockingCall>> rows() {
    return Stream.of(
        row("FileChannel.read, of a pipe", ChannelCalls::fileRead),
        row("FileChannel.read(ByteBuffer[]), of a pipe", ChannelCalls::fileScatter),
        row("FileChannel.write, to a full pipe", ChannelCalls::fileWrite),
        row("FileChannel.transferFrom, of a pipe", ChannelCalls::transfer),
        row("FileChannel.lock, held by another process", ChannelCalls::fileLock),
        row("RandomAccessFile's channel read, of a pipe", ChannelCalls::randomAccess),
        row("SocketChannel.read", ChannelCalls::socketRead),
        row("SocketChannel.write, to a peer that does not read", ChannelCalls::socketWrite),
        row("Pipe.source read", ChannelCalls::pipeRead),
        row("Pipe.sink write, full", ChannelCalls::pipeWrite));
  }

  private static FileChannel pipe(Scene scene, Path fifo) throws Exception {
    return Detaching.fileChannel(scene.closing(new FileInputStream(fifo.toFile())).getChannel());
  }

  private static Blocked fileRead(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    FileChannel channel = pipe(scene, fifo);
    return new Blocked(
        () -> assertThat(channel.read(ByteBuffer.allocate(8))).isEqualTo(2),
        () -> Scene.write(fifo, "ab"));
  }

  private static Blocked fileScatter(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    FileChannel channel = pipe(scene, fifo);
    ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocate(8)};
    return new Blocked(
        () -> assertThat(channel.read(into)).isEqualTo(2), () -> Scene.write(fifo, "ab"));
  }

  private static Blocked fileWrite(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    FileChannel channel =
        Detaching.fileChannel(scene.closing(new FileOutputStream(fifo.toFile())).getChannel());
    ByteBuffer from = ByteBuffer.allocate(1 << 20);
    return new Blocked(
        () -> assertThat(channel.write(from)).isPositive(),
        () -> StreamCalls.drain(scene, fifo, 1 << 16));
  }

  private static Blocked transfer(Scene scene) throws Exception {
    Path fifo = scene.openFifo();
    FileChannel target =
        Detaching.fileChannel(
            scene.closing(
                FileChannel.open(
                    scene.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)));
    ReadableByteChannel source = scene.closing(new FileInputStream(fifo.toFile())).getChannel();
    return new Blocked(
        () -> target.transferFrom(Detaching.readableChannel(source), 0, 2),
        () -> Scene.write(fifo, "ab"));
  }

  private static Blocked fileLock(Scene scene) throws Exception {
    Path file = scene.file();
    Files.createFile(file);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/test-classes",
                FileLocker.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    scene.closing(other::destroyForcibly);
    assertThat(other.getInputStream().read()).as("the other process has the lock").isEqualTo('L');
    FileChannel channel =
        Detaching.fileChannel(scene.closing(FileChannel.open(file, StandardOpenOption.WRITE)));
    return new Blocked(() -> channel.lock().release(), () -> other.getOutputStream().close());
  }

  private static Blocked randomAccess(Scene scene) throws Exception {
    Path fifo = scene.fifo();
    RandomAccessFile file = scene.closing(new RandomAccessFile(fifo.toFile(), "rw"));
    FileChannel channel = Detaching.fileChannel(file.getChannel());
    return new Blocked(
        () -> assertThat(channel.read(ByteBuffer.allocate(8))).isEqualTo(2),
        () -> Scene.write(fifo, "ab"));
  }

  private static Blocked socketRead(Scene scene) throws Exception {
    Scene.Channels channels = scene.channels();
    ByteChannel channel = Detaching.byteChannel(channels.here());
    return new Blocked(
        () -> assertThat(channel.read(ByteBuffer.allocate(8))).isEqualTo(3),
        () -> channels.there().write(ByteBuffer.allocate(3)));
  }

  private static Blocked socketWrite(Scene scene) throws Exception {
    Scene.Channels channels = scene.channels();
    ByteChannel channel = Detaching.byteChannel(channels.here());
    return new Blocked(
        () -> assertThat(channel.write(ByteBuffer.allocate(Scene.FULL))).isEqualTo(Scene.FULL),
        () -> Scene.aside(() -> channels.there().socket().getInputStream().readNBytes(Scene.FULL)));
  }

  private static Blocked pipeRead(Scene scene) throws Exception {
    Pipe pipe = Pipe.open();
    var sink = scene.closing(pipe.sink());
    ReadableByteChannel source = Detaching.readableChannel(scene.closing(pipe.source()));
    return new Blocked(
        () -> assertThat(source.read(ByteBuffer.allocate(8))).isEqualTo(3),
        () -> sink.write(ByteBuffer.allocate(3)));
  }

  private static Blocked pipeWrite(Scene scene) throws Exception {
    Pipe pipe = Pipe.open();
    var source = scene.closing(pipe.source());
    WritableByteChannel sink = Detaching.writableChannel(scene.closing(pipe.sink()));
    ByteBuffer from = ByteBuffer.allocate(1 << 20);
    return new Blocked(
        () -> {
          while (from.hasRemaining()) {
            sink.write(from);
          }
        },
        () ->
            Scene.aside(
                () -> {
                  ByteBuffer into = ByteBuffer.allocate(1 << 20);
                  while (into.hasRemaining()) {
                    source.read(into);
                  }
                  return into;
                }));
  }
}
