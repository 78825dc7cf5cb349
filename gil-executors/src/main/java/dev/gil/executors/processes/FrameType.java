package dev.gil.executors.processes;

/** What a frame says. The code is its byte on the wire. */
enum FrameType {
  /** Worker: who it is; the first frame, and once. */
  HELLO(1),
  /** Parent: a task to run, unless it was {@linkplain Turn taken back} meanwhile. */
  TASK(2),
  /** Parent: the same, and somebody wants to hear the progress. */
  TASK_WITH_PROGRESS(3),
  /** Worker: how far the task is. */
  PROGRESS(4),
  /** Worker: how the task ended; the note is how many nanoseconds it kept its thread. */
  RESULT(5),
  /** Worker: it ends since it ran out of memory. */
  OUT_OF_MEMORY(6),
  /** Worker: somebody in it called {@link System#exit(int)}. */
  EXITING(7),
  /** Worker: asks for the parent's time, which {@link Control} tells; the id is that of the ask. */
  CLOCK(8),
  /** Worker: what its lock was used for, a {@link TraceBatch}. */
  TRACE(9);

  private static final FrameType[] ALL = values();

  final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  static FrameType of(byte code) throws MalformedFrameException {
    if (code < 1 || code > ALL.length) {
      throw new MalformedFrameException("frame type " + (code & 0xff) + " does not exist");
    }
    return ALL[code - 1];
  }
}
