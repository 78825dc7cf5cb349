package dev.gil.testkit.explore.classics;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** Bodies that wait for what no explorer knows of. */
final class Blocking {
  /** Names a pipe of the file system that nobody writes to. */
  static final String PIPE = "gil.testkit.pipe";

  private Blocking() {}

  /** Does not return from native code until somebody opens the pipe. */
  static void inNativeCode() throws IOException {
    try (FileInputStream in = new FileInputStream(System.getProperty(PIPE))) {
      in.read();
    }
  }

  /** Parks until there is something to be read, which there never is. */
  static void forInput() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel _ = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      source.read(ByteBuffer.allocate(1));
    }
  }
}
