package dev.gil.io;

import dev.gil.Gil;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A buffered reader whose every call runs detached.
 *
 * <p>The buffer is inside, in a reader of its own; what is inherited holds none. A buffer outside
 * would be locked by its thread while that takes its locks back, and another thread that holds one
 * and wants the next line would wait for ever.
 */
final class DetachingReader extends BufferedReader {
  private final BufferedReader reader;

  DetachingReader(Reader reader) {
    super(Reader.nullReader(), 1);
    this.reader = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
  }

  @Override
  public int read() throws IOException {
    return Gil.detached(() -> reader.read());
  }

  @Override
  public int read(char[] into) throws IOException {
    return Gil.detached(() -> reader.read(into));
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    return Gil.detached(() -> reader.read(into, offset, length));
  }

  @Override
  public int read(CharBuffer into) throws IOException {
    return Gil.detached(() -> reader.read(into));
  }

  @Override
  public @Nullable String readLine() throws IOException {
    return Gil.<@Nullable String, IOException>detached(() -> reader.readLine());
  }

  @Override
  public long skip(long n) throws IOException {
    return Gil.detached(() -> reader.skip(n));
  }

  @Override
  public boolean ready() throws IOException {
    return Gil.detached(() -> reader.ready());
  }

  @Override
  public boolean markSupported() {
    return reader.markSupported();
  }

  @Override
  public void mark(int readLimit) throws IOException {
    Gil.detached(() -> reader.mark(readLimit));
  }

  @Override
  public void reset() throws IOException {
    Gil.detached(() -> reader.reset());
  }

  @Override
  public void close() throws IOException {
    Gil.detached(() -> reader.close());
  }

  @Override
  public String toString() {
    return "detaching " + reader;
  }
}
