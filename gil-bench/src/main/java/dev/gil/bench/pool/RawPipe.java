package dev.gil.bench.pool;

import dev.gil.bench.fork.Fork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A {@link RawPipeWorker} and its two pipes: frames as large as gil's with nothing in them but a
 * number, and no executor. What no executor over pipes can beat.
 */
final class RawPipe implements AutoCloseable {
  /** In the report. */
  static final String ID = "raw-pipe";

  private static final int BUFFER = 64 * 1024;

  private final Process worker;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final byte[] frame;
  private final byte[] answer;

  private RawPipe(int frame, int answer) throws IOException {
    this.frame = new byte[frame];
    this.answer = new byte[answer];
    this.worker =
        new ProcessBuilder(
                Fork.jvm(List.of(), RawPipeWorker.class, List.of(Integer.toString(answer))))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.out = new DataOutputStream(new BufferedOutputStream(worker.getOutputStream(), BUFFER));
    this.in = new DataInputStream(new BufferedInputStream(worker.getInputStream(), BUFFER));
  }

  static Map<String, Double> play(Scene scene, int size) throws Exception {
    int number = size;
    FrameSizes sizes =
        switch (scene) {
          case PIPELINED_SAME -> FrameSizes.of(gil -> 1);
          case ECHO_1_MIB, ECHO_64_MIB -> new FrameSizes(scene.bytes(), scene.bytes());
          default -> FrameSizes.of(gil -> number);
        };
    try (RawPipe pipe = new RawPipe(sizes.task(), Math.max(Integer.BYTES, sizes.result()))) {
      return switch (scene) {
        case NOOP_LATENCY -> RoundTrips.measure(pipe::trip, size);
        case PIPELINED_DISTINCT, PIPELINED_SAME ->
            Map.of(scene.id(), Rounds.perSecond(size, pipe::stream));
        case ECHO_1_MIB, ECHO_64_MIB -> Echoes.measure(pipe::echo, scene, size);
        default -> throw new IllegalArgumentException("no executor, so no " + scene.id());
      };
    }
  }

  private int trip(int number) throws IOException {
    send(number);
    out.flush();
    return receive();
  }

  /** One thread sends, one receives. */
  private void stream(int count) throws IOException {
    var sending = CompletableFuture.runAsync(() -> sendAll(count));
    for (int number = 0; number < count; number++) {
      Answers.check(number, receive());
    }
    sending.join();
  }

  private void sendAll(int count) {
    try {
      for (int number = 0; number < count; number++) {
        send(number);
      }
      out.flush();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void send(int number) throws IOException {
    ByteBuffer.wrap(frame).putInt(number);
    out.writeInt(frame.length);
    out.write(frame);
  }

  private int receive() throws IOException {
    Answers.check(answer.length, in.readInt());
    in.readFully(answer);
    return ByteBuffer.wrap(answer).getInt();
  }

  private byte[] echo(byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
    out.flush();
    byte[] came = new byte[in.readInt()];
    in.readFully(came);
    return came;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      out.writeInt(0);
    } finally {
      worker.destroy();
    }
  }
}
