package dev.gil.io;

import dev.gil.Attachment;
import dev.gil.Gil;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file channel whose every call runs detached. Those that tell a position or a size wait for a
 * read of another thread, so they are no exception.
 *
 * <p>The other end of a transfer is the caller's, and may be code that relies on the lock: only the
 * JDK's files and sockets are read or written meanwhile.
 */
final class DetachingFileChannel extends FileChannel {
  private static final int CHUNK_BYTES = 1 << 16;

  private final FileChannel channel;

  DetachingFileChannel(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Runs a call detached. Whether this channel is open is a field that only {@link #close()} can
   * set; so where the channel inside turns out to be closed, by an interrupt say, this one follows.
   */
  private <T extends @Nullable Object> T detached(Attachment.Call<T, IOException> call)
      throws IOException {
    try {
      return Gil.detached(call);
    } catch (ClosedChannelException e) {
      close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return detached(() -> channel.read(into));
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return detached(() -> channel.read(into, offset, length));
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return detached(() -> channel.read(into, position));
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return detached(() -> channel.write(from));
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    return detached(() -> channel.write(from, offset, length));
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return detached(() -> channel.write(from, position));
  }

  @Override
  public long position() throws IOException {
    return detached(() -> channel.position());
  }

  @Override
  public FileChannel position(long position) throws IOException {
    detached(() -> channel.position(position));
    return this;
  }

  @Override
  public long size() throws IOException {
    return detached(() -> channel.size());
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    detached(() -> channel.truncate(size));
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    detached(
        () -> {
          channel.force(metaData);
          return true;
        });
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    if (isOfTheJdk(target)) {
      return detached(() -> channel.transferTo(position, count, inside(target)));
    }
    ByteBuffer chunk = chunk(position, count);
    if (read(chunk, position) <= 0) {
      return 0;
    }
    return target.write(chunk.flip());
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    if (isOfTheJdk(source)) {
      return detached(() -> channel.transferFrom(inside(source), position, count));
    }
    ByteBuffer chunk = chunk(position, count);
    if (position > size() || source.read(chunk) <= 0) {
      return 0;
    }
    long written = 0;
    chunk.flip();
    while (chunk.hasRemaining()) {
      written += write(chunk, position + written);
    }
    return written;
  }

  /** A transfer may move fewer bytes than it is asked for: by the contract, callers loop. */
  private static ByteBuffer chunk(long position, long count) {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(
          "position " + position + " and count " + count + " of a transfer must not be negative");
    }
    return ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, count));
  }

  /** A file or a socket. A channel over a stream is the JDK's too, but the stream may not be. */
  private static boolean isOfTheJdk(Channel other) {
    return other instanceof DetachingFileChannel
        || ((other instanceof FileChannel || other instanceof SelectableChannel)
            && other.getClass().getModule() == Object.class.getModule());
  }

  private static WritableByteChannel inside(WritableByteChannel target) {
    return target instanceof DetachingFileChannel adapter ? adapter.channel : target;
  }

  private static ReadableByteChannel inside(ReadableByteChannel source) {
    return source instanceof DetachingFileChannel adapter ? adapter.channel : source;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return detached(() -> channel.map(mode, position, size));
  }

  @Override
  public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
    return detached(() -> channel.map(mode, offset, size, arena));
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return detached(() -> channel.lock(position, size, shared));
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return this.<@Nullable FileLock>detached(() -> channel.tryLock(position, size, shared));
  }

  @Override
  protected void implCloseChannel() throws IOException {
    Gil.detached(() -> channel.close());
  }

  @Override
  public String toString() {
    return "detaching " + channel;
  }
}
