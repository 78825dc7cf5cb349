package dev.gil.io;

import dev.gil.Gil;
import java.io.IOException;
import java.io.OutputStream;

/** A stream whose every call runs detached. */
final class DetachingOutputStream extends OutputStream {
  private final OutputStream out;

  DetachingOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    Gil.detached(() -> out.write(b));
  }

  @Override
  public void write(byte[] from) throws IOException {
    Gil.detached(() -> out.write(from));
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    Gil.detached(() -> out.write(from, offset, length));
  }

  @Override
  public void flush() throws IOException {
    Gil.detached(() -> out.flush());
  }

  @Override
  public void close() throws IOException {
    Gil.detached(() -> out.close());
  }

  @Override
  public String toString() {
    return "detaching " + out;
  }
}
