package dev.gil.io;

import dev.gil.Gil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A channel to read from and write to, detached. */
record DetachingByteChannel(ByteChannel channel) implements ByteChannel {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return Gil.detached(() -> channel.read(into));
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return Gil.detached(() -> channel.write(from));
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
