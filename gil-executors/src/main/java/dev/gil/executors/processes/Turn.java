package dev.gil.executors.processes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How far a worker is, in memory that it shares with its parent: the one word on which both agree
 * whether a task has begun, also after the worker was killed.
 *
 * <p>Task ids rise by one from 1 in each worker process, and tasks begin in that order. The word is
 * the highest id that was <i>settled</i>: begun by the worker, or taken back by the parent. The
 * worker begins task n by {@link #begin}, which raises the word to n if it is lower, and before
 * that touches nothing of the task. The parent takes back all that have not begun by {@link
 * #takeBack}, which raises the word to the last id it sent, and is told where it stood: what is
 * above was not begun, and never will be. Both are one compare-and-set on the same word, so that a
 * task either begins or is taken back; no message is needed, and none can be lost.
 *
 * <p>The word outlives the worker, whatever it died of, since the pages of a mapped file are the
 * kernel's. A worker whose native code scribbles over the word can be wrong about its own tasks
 * only: no other process of the pool maps it.
 *
 * <p>Not final, so that a test can end a worker just before or after it begins a task.
 */
class Turn {
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Bytes of the file. */
  private static final int SIZE = 64;

  private final ByteBuffer page;

  /** Over zeroed memory of at least 8 bytes, aligned to 8, outside the heap. */
  Turn(ByteBuffer page) {
    this.page = page;
  }

  /**
   * Makes the file, for the parent.
   *
   * @param life unmaps it when it is closed
   * @throws IOException if there is no room for it; a mapping alone would not notice before it is
   *     written to, and then crash this JVM
   */
  static Turn create(Path file, Arena life) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(SIZE);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return new Turn(channel.map(MapMode.READ_WRITE, 0, SIZE, life).asByteBuffer());
    }
  }

  /** Maps the file for as long as this process lives, for the worker. */
  static Turn open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // Into an arena: a map() without one makes its buffer by reflection, a third of a start.
      return new Turn(channel.map(MapMode.READ_WRITE, 0, SIZE, Arena.global()).asByteBuffer());
    }
  }

  /** Worker: whether the task is to run. From here on it counts as begun. */
  boolean begin(long id) {
    long now = highest();
    while (now < id) {
      long seen = (long) WORD.compareAndExchange(page, 0, now, id);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  /** Parent: takes back every task up to {@code id} that has not begun; the last that has. */
  long takeBack(long id) {
    long now = highest();
    while (now < id) {
      long seen = (long) WORD.compareAndExchange(page, 0, now, id);
      if (seen == now) {
        return now;
      }
      now = seen;
    }
    return now;
  }

  /** The last task that has begun or was taken back. */
  long highest() {
    return (long) WORD.getVolatile(page, 0);
  }
}
