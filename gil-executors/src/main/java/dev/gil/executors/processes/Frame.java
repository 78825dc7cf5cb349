package dev.gil.executors.processes;

import java.nio.ByteBuffer;

/**
 * One message: u32 length of the payload, u8 type, u64 task id, payload.
 *
 * @param id of the task it is about; zero if it is about none
 * @param payload not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on as they are
record Frame(FrameType type, long id, byte[] payload) {
  /** Bytes before the payload. */
  static final int HEADER = 4 + 1 + 8;

  /** The largest payload, in bytes. */
  static final int MAX_PAYLOAD = 1 << 30;

  private static final byte[] NOTHING = {};

  static Frame of(FrameType type, long id) {
    return new Frame(type, id, NOTHING);
  }

  static Frame progress(long id, long done, long total) {
    byte[] payload = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(payload).putLong(done).putLong(total);
    return new Frame(FrameType.PROGRESS, id, payload);
  }

  ByteBuffer header() {
    return ByteBuffer.allocate(HEADER).putInt(payload.length).put(type.code).putLong(id).flip();
  }
}
