package dev.gil.io;

import dev.gil.Gil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel to read from, detached. */
record DetachingReadableChannel(ReadableByteChannel channel) implements ReadableByteChannel {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return Gil.detached(() -> channel.read(into));
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    Gil.detached(() -> channel.close());
  }

  @Override
  public String toString() {
    return "detaching " + channel;
  }
}
