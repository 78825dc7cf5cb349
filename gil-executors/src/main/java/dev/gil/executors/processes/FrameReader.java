package dev.gil.executors.processes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames, however they arrive.
 *
 * <p>Memory for a payload grows with the bytes that have come, so a length that lies cannot make it
 * allocate what nobody sent. For one thread.
 */
final class FrameReader {
  private static final int FIRST_PIECE = 64 * 1024;

  private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
  private int most;
  private FrameType type = FrameType.HELLO;
  private long id;
  private int note;
  private int length;
  private byte @Nullable [] payload;
  private int filled;

  /** Refuses payloads of more than {@code most} bytes. */
  FrameReader(int most) {
    this.most = most;
  }

  /** Refuses payloads of more than {@code bytes} from the next frame on. */
  void most(int bytes) {
    most = bytes;
  }

  /** The next frame, or null when {@code in} is used up before its end. */
  @Nullable Frame next(ByteBuffer in) throws MalformedFrameException {
    byte[] body = payload;
    if (body == null) {
      copy(in, header);
      if (header.hasRemaining()) {
        return null;
      }
      body = begin();
    }
    while (filled < length) {
      int piece = Math.min(in.remaining(), length - filled);
      if (piece == 0) {
        payload = body;
        return null;
      }
      if (filled + piece > body.length) {
        body = Arrays.copyOf(body, grown(body.length, filled + piece));
      }
      in.get(body, filled, piece);
      filled += piece;
    }
    payload = null;
    header.clear();
    return new Frame(type, id, note, body.length == length ? body : Arrays.copyOf(body, length));
  }

  private byte[] begin() throws MalformedFrameException {
    header.flip();
    length = header.getInt();
    type = FrameType.of(header.get());
    id = header.getLong();
    note = header.getInt();
    if (length < 0 || length > most) {
      throw new MalformedFrameException(
          "a frame of " + Integer.toUnsignedLong(length) + " bytes; at most " + most + " may come");
    }
    filled = 0;
    return new byte[Math.min(length, FIRST_PIECE)];
  }

  private int grown(int size, int needed) {
    return (int) Math.min(length, Math.max(needed, 2L * size));
  }

  private static void copy(ByteBuffer in, ByteBuffer out) {
    int piece = Math.min(in.remaining(), out.remaining());
    out.put(out.position(), in, in.position(), piece);
    out.position(out.position() + piece);
    in.position(in.position() + piece);
  }
}
