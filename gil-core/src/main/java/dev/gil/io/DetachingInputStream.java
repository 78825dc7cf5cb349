package dev.gil.io;

import dev.gil.Gil;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream whose every call runs detached, the short ones too: they may wait for a lock of the
 * stream that another thread holds while it reads.
 *
 * <p>{@code transferTo} is the inherited loop: the target is the caller's, and may be code that
 * relies on the lock.
 */
final class DetachingInputStream extends InputStream {
  private final InputStream in;

  DetachingInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return Gil.detached(() -> in.read());
  }

  @Override
  public int read(byte[] into) throws IOException {
    return Gil.detached(() -> in.read(into));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return Gil.detached(() -> in.read(into, offset, length));
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    return Gil.detached(() -> in.readAllBytes());
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    return Gil.detached(() -> in.readNBytes(length));
  }

  @Override
  public int readNBytes(byte[] into, int offset, int length) throws IOException {
    return Gil.detached(() -> in.readNBytes(into, offset, length));
  }

  @Override
  public long skip(long n) throws IOException {
    return Gil.detached(() -> in.skip(n));
  }

  @Override
  public void skipNBytes(long n) throws IOException {
    Gil.detached(() -> in.skipNBytes(n));
  }

  @Override
  public int available() throws IOException {
    return Gil.detached(() -> in.available());
  }

  @Override
  public void mark(int readLimit) {
    Gil.detached(() -> in.mark(readLimit));
  }

  @Override
  public void reset() throws IOException {
    Gil.detached(() -> in.reset());
  }

  @Override
  public boolean markSupported() {
    return in.markSupported();
  }

  @Override
  public void close() throws IOException {
    Gil.detached(() -> in.close());
  }

  @Override
  public String toString() {
    return "detaching " + in;
  }
}
