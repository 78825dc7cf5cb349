package dev.gil.cluster.engine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is said of a task while it is under way: to its member, or from it. */
public sealed interface Note {
  /** The task it is about. */
  TaskId id();

  /** To a member: the task is to stop. */
  record Cancel(TaskId id) implements Note {}

  /** From a member: how far the task is. */
  record Progress(TaskId id, long done, long total) implements Note {}

  /** As bytes. */
  default byte[] write() {
    ByteBuffer out = ByteBuffer.allocate(1 + 4 * Long.BYTES);
    out.put((byte) (this instanceof Cancel ? 0 : 1));
    out.putLong(id().run()).putLong(id().number());
    if (this instanceof Progress progress) {
      out.putLong(progress.done).putLong(progress.total);
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /** Reads a note; null if it is none, which then is nobody's loss. */
  static @Nullable Note read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length == 1 + 2 * Long.BYTES && in.get() == 0) {
      return new Cancel(new TaskId(in.getLong(), in.getLong()));
    }
    if (bytes.length == 1 + 4 * Long.BYTES && in.get() == 1) {
      return new Progress(new TaskId(in.getLong(), in.getLong()), in.getLong(), in.getLong());
    }
    return null;
  }
}
