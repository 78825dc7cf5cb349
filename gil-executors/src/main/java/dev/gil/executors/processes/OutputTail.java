package dev.gil.executors.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Supplier;

/**
 * Passes on what a worker prints, and keeps the end of it for error messages.
 *
 * <p>A task prints to the same place under every strategy, so the bytes go to this JVM's own
 * standard output and error, unchanged but for a {@link JvmNotice}. Memory is bounded, and a worker
 * that prints faster than this JVM's output takes is held up, as any printer is.
 */
final class OutputTail {
  private static final int KEPT_BYTES = 4 * 1024;
  private static final int KEPT_LINES = 20;

  private final byte[] ring = new byte[KEPT_BYTES]; // guarded by this
  private long total; // guarded by this

  /** Starts a thread that ends when the worker and all that inherited its output are gone. */
  Thread drain(InputStream from, Supplier<PrintStream> to, String name) {
    return Thread.ofPlatform().daemon().name(name).start(() -> copy(from, to));
  }

  private void copy(InputStream from, Supplier<PrintStream> to) {
    byte[] piece = new byte[8 * 1024];
    try (from) {
      byte[] begun = JvmNotice.skip(from);
      if (begun.length > 0) {
        pass(begun, begun.length, to);
      }
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        pass(piece, n, to);
      }
    } catch (IOException e) {
      // The process is gone, and its end of the pipe with it.
    }
  }

  private void pass(byte[] piece, int count, Supplier<PrintStream> to) {
    keep(piece, count);
    PrintStream out = to.get();
    out.write(piece, 0, count);
    out.flush();
  }

  synchronized void keep(byte[] bytes, int count) {
    for (int i = Math.max(0, count - KEPT_BYTES); i < count; i++) {
      ring[(int) ((total + i) % KEPT_BYTES)] = bytes[i];
    }
    total += count;
  }

  /** The last lines, indented, or an empty text. */
  synchronized String text() {
    int kept = (int) Math.min(total, KEPT_BYTES);
    byte[] last = new byte[kept];
    for (int i = 0; i < kept; i++) {
      last[i] = ring[(int) ((total - kept + i) % KEPT_BYTES)];
    }
    List<String> lines = new String(last, Charset.defaultCharset()).strip().lines().toList();
    return String.join("\n  ", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
  }
}
