package dev.gil.bench.pool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Sends the first bytes of each frame back, until there are no more frames.
 *
 * <p>Argument: how many bytes.
 */
final class RawPipeWorker {
  private static final int BUFFER = 64 * 1024;

  private RawPipeWorker() {}

  public static void main(String[] args) throws IOException {
    int answer = Integer.parseInt(args[0]);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
    byte[] frame = {};
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER))) {
      for (int length = in.readInt(); length > 0; length = in.readInt()) {
        if (frame.length != length) {
          frame = new byte[length];
        }
        in.readFully(frame);
        out.writeInt(answer);
        out.write(frame, 0, answer);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }
  }
}
