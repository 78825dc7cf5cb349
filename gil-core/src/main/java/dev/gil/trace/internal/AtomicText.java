package dev.gil.trace.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside the old one and puts it in its place at the end. */
public final class AtomicText {
  private AtomicText() {}

  /** What is to be written. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(Appendable out) throws IOException;
  }

  /** Writes all of it or leaves what was there. A link stays one: what it leads to is replaced. */
  public static void write(Path file, Content content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a folder, not a file to write");
    }
    // Not by createTempFile: that would be readable by its owner only.
    Path draft =
        folder.resolve(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".writing");
    try {
      try (BufferedWriter out =
          Files.newBufferedWriter(
              draft,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      move(draft, target);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
