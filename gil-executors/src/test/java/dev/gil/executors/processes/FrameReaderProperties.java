package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Frames come out of a stream as they went in, however it is cut. */
class FrameReaderProperties {
  @Property(tries = 200)
  void howeverTheBytesArriveTheFramesAreTheSame(
      @ForAll @Size(max = 6) List<@IntRange(max = 200_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 70_000) int piece)
      throws MalformedFrameException {
    List<Frame> sent = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < sizes.size(); i++) {
      byte[] payload = new byte[sizes.get(i)];
      java.util.Arrays.fill(payload, (byte) (i + 1));
      sent.add(new Frame(FrameType.RESULT, i, i + 7, payload));
      total += Frame.HEADER + payload.length;
    }
    ByteBuffer stream = ByteBuffer.allocate(total);
    for (Frame frame : sent) {
      frame.putHeader(stream);
      stream.put(frame.payload());
    }
    stream.flip();

    List<Frame> received = new ArrayList<>();
    FrameReader reader = new FrameReader(Frame.MAX_PAYLOAD);
    while (stream.hasRemaining()) {
      ByteBuffer next = stream.slice(stream.position(), Math.min(piece, stream.remaining()));
      stream.position(stream.position() + next.remaining());
      @Nullable Frame frame = reader.next(next);
      while (frame != null) {
        received.add(frame);
        frame = reader.next(next);
      }
      assertThat(next.hasRemaining()).isFalse();
    }

    assertThat(received).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(received.get(i).id()).isEqualTo(i);
      assertThat(received.get(i).note()).isEqualTo(i + 7);
      assertThat(received.get(i).payload()).isEqualTo(sent.get(i).payload());
    }
  }

  @Property(tries = 100)
  void aLengthOutOfRangeIsRefusedBeforeAnythingIsAllocated(@ForAll int length) {
    int most = 1_000;
    ByteBuffer header =
        ByteBuffer.allocate(Frame.HEADER)
            .putInt(length)
            .put(FrameType.HELLO.code)
            .putLong(0)
            .putInt(0)
            .flip();
    if (length < 0 || length > most) {
      assertThatThrownBy(() -> new FrameReader(most).next(header))
          .isInstanceOf(MalformedFrameException.class)
          .hasMessageContaining("at most 1000");
    }
  }

  @Property(tries = 50)
  void aTypeThatDoesNotExistIsRefused(@ForAll @IntRange(min = 10, max = 255) int code) {
    ByteBuffer header =
        ByteBuffer.allocate(Frame.HEADER).putInt(0).put((byte) code).putLong(0).putInt(0).flip();
    assertThatThrownBy(() -> new FrameReader(10).next(header))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("frame type " + code);
  }
}
