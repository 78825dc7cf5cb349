package dev.gil.executors.processes;

import dev.gil.internal.files.OwnedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A fresh directory that only this user can enter: sockets, arguments, crash logs. */
final class PrivateDirectory {
  private static final String PREFIX = "gil-workers-";

  /**
   * The least that systems allow in the address of a Unix socket is 104 bytes, the last of them a
   * zero; this leaves room for the name of the directory and of a socket in it.
   */
  private static final int LONGEST_BASE = 42;

  private static final Path SHORT_BASE = Path.of("/tmp");

  private PrivateDirectory() {}

  static Path create() throws IOException {
    Path base = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    if (base.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_BASE) {
      base = SHORT_BASE;
    }
    return OwnedDirectory.create(base, PREFIX);
  }

  /**
   * One whose files are in memory, where the system has a place for such; else the other one.
   *
   * @param other on a disk, perhaps
   */
  static Path createInMemory(Path other) {
    @Nullable Path memory = OwnedDirectory.memory();
    if (memory != null) {
      try {
        return OwnedDirectory.create(memory, PREFIX);
      } catch (IOException e) {
        // It is full, perhaps.
      }
    }
    return other;
  }

  /** See {@link OwnedDirectory#delete}. */
  static void delete(Path directory) {
    OwnedDirectory.delete(directory);
  }
}
