package dev.gil.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM keeps the files of segments that worker processes map too: a directory that only
 * this user can enter, in memory where the system has a place for such.
 *
 * <p>It goes when this JVM exits. If it is killed, its workers delete the directory, which they
 * know by the parent's pid; if it had none, the next JVM that needs such a directory does.
 */
public final class SegmentFiles {
  private static final String PREFIX = "gil-segments-";
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final AtomicLong LAST = new AtomicLong();

  private static @Nullable Path directory; // guarded by the class

  private SegmentFiles() {}

  /** A name that no other file has. */
  public static Path next() throws IOException {
    return directory().resolve(Long.toString(LAST.incrementAndGet()));
  }

  private static synchronized Path directory() throws IOException {
    @Nullable Path known = directory;
    if (known != null) {
      return known;
    }
    Path base = base();
    deleteWhatTheDeadLeft(base);
    Path made =
        Files.createTempDirectory(
            base,
            PREFIX + ProcessHandle.current().pid() + '-',
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made.toFile())));
    directory = made;
    return made;
  }

  private static Path base() {
    try {
      if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs")) {
        return MEMORY;
      }
    } catch (IOException e) {
      // It need not be there.
    }
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /** A pid that was given to another process since keeps what it names until that one ends. */
  private static void deleteWhatTheDeadLeft(Path base) {
    for (File left : named(base, PREFIX)) {
      String[] parts = left.getName().substring(PREFIX.length()).split("-", -1);
      if (parts.length == 2 && parts[0].matches("[0-9]{1,18}")) {
        if (ProcessHandle.of(Long.parseLong(parts[0])).isEmpty()) {
          delete(left); // in vain if it is another user's
        }
      }
    }
  }

  /** Deletes what a JVM left that was killed. */
  public static void deleteOf(long pid) {
    for (File left : named(base(), PREFIX + pid + '-')) {
      delete(left);
    }
  }

  private static File[] named(Path base, String prefix) {
    File @Nullable [] found = base.toFile().listFiles((_, name) -> name.startsWith(prefix));
    return found == null ? new File[0] : found;
  }

  /** There are no directories in it, and links are not followed. */
  private static void delete(File directory) {
    File @Nullable [] files = directory.listFiles();
    if (files != null) {
      for (File file : files) {
        var _ = file.delete(); // false if somebody else was first
      }
    }
    var _ = directory.delete();
  }
}
