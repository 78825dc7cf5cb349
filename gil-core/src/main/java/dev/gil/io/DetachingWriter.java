package dev.gil.io;

import dev.gil.Gil;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;

/** A buffered writer whose every call runs detached; its buffer is inside, as in the reader. */
final class DetachingWriter extends BufferedWriter {
  private final BufferedWriter writer;

  DetachingWriter(Writer writer) {
    super(Writer.nullWriter(), 1);
    this.writer = writer instanceof BufferedWriter buffered ? buffered : new BufferedWriter(writer);
  }

  @Override
  public void write(int c) throws IOException {
    Gil.detached(() -> writer.write(c));
  }

  @Override
  public void write(char[] from) throws IOException {
    Gil.detached(() -> writer.write(from));
  }

  @Override
  public void write(char[] from, int offset, int length) throws IOException {
    Gil.detached(() -> writer.write(from, offset, length));
  }

  @Override
  public void write(String from) throws IOException {
    Gil.detached(() -> writer.write(from));
  }

  @Override
  public void write(String from, int offset, int length) throws IOException {
    Gil.detached(() -> writer.write(from, offset, length));
  }

  @Override
  public void newLine() throws IOException {
    Gil.detached(() -> writer.newLine());
  }

  @Override
  public void flush() throws IOException {
    Gil.detached(() -> writer.flush());
  }

  @Override
  public void close() throws IOException {
    Gil.detached(() -> writer.close());
  }

  @Override
  public String toString() {
    return "detaching " + writer;
  }
}
