package dev.gil.io;

import dev.gil.Gil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel to write to, detached. */
record DetachingWritableChannel(WritableByteChannel channel) implements WritableByteChannel {
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
