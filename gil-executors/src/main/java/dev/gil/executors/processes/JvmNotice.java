package dev.gil.executors.processes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The line in which a JVM says that it was started with modules in incubation. This JVM was started
 * with the same and has said so; a line more for each worker tells nobody anything.
 */
final class JvmNotice {
  private static final byte[] NOTICE =
      "WARNING: Using incubator modules: ".getBytes(StandardCharsets.US_ASCII);

  private JvmNotice() {}

  /**
   * Reads over the notice if the output begins with it.
   *
   * @return what was read and is no notice; the rest is still to be read
   */
  static byte[] skip(InputStream from) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (byte expected : NOTICE) {
      int next = from.read();
      if (next >= 0) {
        read.write(next);
      }
      if (next != expected) {
        return read.toByteArray();
      }
    }
    for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
      // Their names.
    }
    return new byte[0];
  }
}
