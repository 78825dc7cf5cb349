package dev.gil.executors.processes;

/** What a frame says. The code is its byte on the wire. */
enum FrameType {
  /** Worker: who it is; the first frame, and once. */
  HELLO(1),
  /** Parent: a task to run. */
  TASK(2),
  /** Parent: a task to run, of which somebody wants to hear the progress. */
  TASK_WITH_PROGRESS(3),
  /** Worker: the task begins now; sent before its first byte is deserialized. */
  STARTED(4),
  /** Worker: how far the task is. */
  PROGRESS(5),
  /** Worker: how the task ended. */
  RESULT(6),
  /** Parent: the task is to stop. */
  CANCEL(7),
  /** Worker: it ends since it ran out of memory. */
  OUT_OF_MEMORY(8),
  /** Worker: somebody in it called {@link System#exit(int)}. */
  EXITING(9),
  /** Parent: there will be no more tasks. */
  DRAIN(10);

  private static final FrameType[] ALL = values();

  final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  static FrameType of(byte code) throws MalformedFrameException {
    for (FrameType type : ALL) {
      if (type.code == code) {
        return type;
      }
    }
    throw new MalformedFrameException("frame type " + (code & 0xff) + " does not exist");
  }
}
