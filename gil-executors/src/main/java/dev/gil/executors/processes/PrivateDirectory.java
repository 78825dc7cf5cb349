package dev.gil.executors.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A fresh directory that only this user can enter: sockets, arguments, crash logs. */
final class PrivateDirectory {
  /**
   * The least that systems allow in the address of a Unix socket is 104 bytes, the last of them a
   * zero; this leaves room for the name of the directory and of a socket in it.
   */
  private static final int LONGEST_BASE = 60;

  private static final Path SHORT_BASE = Path.of("/tmp");

  /** Where Linux has a file system in memory. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private PrivateDirectory() {}

  static Path create() throws IOException {
    Path base = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    if (base.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_BASE) {
      base = SHORT_BASE;
    }
    return create(base);
  }

  /**
   * One whose files are in memory, where the system has a place for such; else the other one.
   *
   * @param other on a disk, perhaps
   */
  static Path createInMemory(Path other) {
    try {
      if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs")) {
        return create(MEMORY);
      }
    } catch (IOException e) {
      // It need not be large or open to us.
    }
    return other;
  }

  private static Path create(Path base) throws IOException {
    return Files.createTempDirectory(
        base,
        "gil-workers-",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Deletes the directory and the files in it; there are no directories in it. Never follows links,
   * and goes on when others delete at the same time. By the old API, whose classes every JVM has
   * loaded: an orphan has no time to load others.
   */
  static void delete(Path directory) {
    File[] files = directory.toFile().listFiles();
    if (files != null) {
      for (File file : files) {
        var _ = file.delete(); // false if somebody else was first
      }
    }
    var _ = directory.toFile().delete();
  }
}
