package dev.gil.executors.processes;

import java.nio.ByteBuffer;

/**
 * One message: u32 length of the payload, u8 type, u64 task id, u32 note, payload.
 *
 * @param id of the task it is about; zero if it is about none
 * @param note a number that the type gives a meaning; zero if it gives none
 * @param payload not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on as they are
record Frame(FrameType type, long id, int note, byte[] payload) {
  /** Bytes before the payload. */
  static final int HEADER = 4 + 1 + 8 + 4;

  /** The largest payload, in bytes. */
  static final int MAX_PAYLOAD = 1 << 30;

  private static final byte[] NOTHING = {};

  Frame(FrameType type, long id, byte[] payload) {
    this(type, id, 0, payload);
  }

  static Frame of(FrameType type, long id) {
    return new Frame(type, id, NOTHING);
  }

  static Frame progress(long id, long done, long total) {
    byte[] payload = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(payload).putLong(done).putLong(total);
    return new Frame(FrameType.PROGRESS, id, payload);
  }

  /** The outcome of a task that kept a thread of its worker for so long. */
  static Frame result(long id, long tookNanos, byte[] outcome) {
    return new Frame(FrameType.RESULT, id, Math.clamp(tookNanos, 0, Integer.MAX_VALUE), outcome);
  }

  void putHeader(ByteBuffer to) {
    to.putInt(payload.length).put(type.code).putLong(id).putInt(note);
  }
}
