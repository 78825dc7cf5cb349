package dev.gil.executors.processes;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in memory of which two processes map the same pages: room for one array, and a word that
 * says whether it is in use. One side makes it and puts arrays in, the other copies them out; each
 * may say that it is free again.
 */
final class SharedBlock implements Closeable {
  /** Before the room: the word, alone in its cache line. */
  private static final int HEAD = 64;

  private static final int ZEROS = 256 * 1024;
  private static final VarHandle USED = ValueLayout.JAVA_INT.varHandle();

  private final Path file;
  private final Arena life;
  private final MemorySegment memory;

  private SharedBlock(Path file, Arena life, MemorySegment memory) {
    this.file = file;
    this.life = life;
    this.memory = memory;
  }

  /**
   * Makes the file.
   *
   * @param room in bytes
   * @throws IOException if there is no space: found by writing, since memory that is only mapped
   *     would be missed when it is touched
   */
  static SharedBlock create(Path file, long room) throws IOException {
    long size = HEAD + room;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, size));
      for (long left = size; left > 0; ) {
        left -= channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), left)));
      }
      return map(file, channel, size);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /**
   * Maps what the other side made.
   *
   * @throws IOException if it is no such file
   */
  static SharedBlock open(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      long size = channel.size();
      if (size < HEAD) {
        throw new IOException(file + " has " + size + " bytes and is no shared block");
      }
      return map(file, channel, size);
    }
  }

  private static SharedBlock map(Path file, FileChannel channel, long size) throws IOException {
    Arena life = Arena.ofShared();
    boolean mapped = false;
    try {
      SharedBlock block =
          new SharedBlock(file, life, channel.map(MapMode.READ_WRITE, 0, size, life));
      mapped = true;
      return block;
    } finally {
      if (!mapped) {
        life.close();
      }
    }
  }

  long room() {
    return memory.byteSize() - HEAD;
  }

  boolean isFree() {
    return (int) USED.getAcquire(memory, 0L) == 0;
  }

  void free() {
    USED.setRelease(memory, 0L, 0);
  }

  /** By the side that made it, of a free block. */
  void fill(byte[] bytes) {
    USED.setRelease(memory, 0L, 1);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, HEAD, bytes.length);
  }

  /** By the side that made it. */
  void put(long at, byte[] bytes) {
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, HEAD + at, bytes.length);
  }

  byte[] copy(int length) throws IOException {
    return copy(0, length);
  }

  byte[] copy(long at, int length) throws IOException {
    if (length < 0 || at < 0 || at > room() || length > room() - at) {
      throw new IOException(length + " bytes at " + at + " are not in a block of " + room());
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, HEAD + at, bytes, 0, length);
    return bytes;
  }

  /** Unmaps it here; nobody may use it now or later. */
  @Override
  public void close() {
    life.close();
  }

  /** Unmaps it and deletes the file; the other side keeps what it has mapped. */
  void delete() {
    close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with its directory.
    }
  }
}
