package dev.gil.workloads.files;

import dev.gil.Attachment;
import dev.gil.io.DetachingFiles;
import dev.gil.workloads.steps.Offload;
import dev.gil.workloads.steps.Step;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;

/**
 * Reads a file of known length and makes its checksum. The stream detaches for each read, and the
 * sum is made attached; where no lock is held it just reads.
 *
 * @param path of the file
 * @param length of it
 */
record ReadStep(String path, int length) implements Step<Long> {
  private static final int BLOCK = 1 << 20;
  private static final int ATTEMPTS = 100;

  @Override
  public Long run(Attachment gil) throws IOException {
    return read();
  }

  @Override
  public CompletionStage<Long> start() {
    return Offload.call(this::read);
  }

  private long read() throws IOException {
    EOFException early = new EOFException(path + " ended early");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return readOnce();
      } catch (EOFException e) {
        // The writer that the reader before left behind may leave just as this one comes.
        early.addSuppressed(e);
      }
    }
    throw early;
  }

  private long readOnce() throws IOException {
    CRC32C sum = new CRC32C();
    byte[] block = new byte[Math.min(BLOCK, length)];
    // Opening a pipe waits for its writer.
    try (InputStream in = DetachingFiles.newInputStream(Path.of(path))) {
      for (int left = length; left > 0; ) {
        int most = Math.min(left, block.length);
        int count = in.read(block, 0, most);
        if (count < 0) {
          throw new EOFException(left + " bytes early");
        }
        sum.update(block, 0, count);
        left -= count;
      }
    }
    return sum.getValue();
  }
}
