package dev.gil.internal.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Directories that only this user can enter, that hold files and no directories, and that do not
 * outlive their JVM for long, even if it is killed.
 *
 * <p>The owner keeps a lock on a file in the directory. The kernel gives it up when the owner ends,
 * whatever it dies of, and also where another container cannot see its pid. Who makes a directory
 * beside it looks whether the locks of those that are there are free, and deletes those whose is.
 * The file gets its name only when it is locked, so that a directory that is being made is not
 * taken for an abandoned one. Directories of this JVM are known by their names and left alone,
 * since to close a file gives up all locks that the process has on it.
 */
public final class OwnedDirectory {
  private static final String ALIVE = "alive";
  private static final int PATIENCE_MILLIS = 20;
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final Map<Path, FileChannel> OWNED = new ConcurrentHashMap<>();

  private OwnedDirectory() {}

  /**
   * Makes a directory, and deletes abandoned ones beside it.
   *
   * @param prefix of its name, and of those to look at
   * @throws IOException if there is no room for it
   */
  public static Path create(Path base, String prefix) throws IOException {
    deleteAbandoned(base, prefix);
    Path directory =
        Files.createTempDirectory(
            base,
            mine(prefix),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      own(directory);
      return directory;
    } catch (IOException e) {
      delete(directory);
      throw e;
    }
  }

  private static void own(Path directory) throws IOException {
    Path nameless = directory.resolve("new");
    FileChannel alive =
        FileChannel.open(nameless, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    OWNED.put(directory, alive);
    @Nullable FileLock lock = alive.tryLock();
    if (lock == null) {
      throw new IOException(nameless + " is locked by somebody else");
    }
    Files.move(nameless, directory.resolve(ALIVE));
  }

  /**
   * Where the system keeps files in memory.
   *
   * @return null if there is no such place, or it is closed to this user
   */
  public static @Nullable Path memory() {
    try {
      return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs")
          ? MEMORY
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Deletes directories whose owners are gone. */
  static void deleteAbandoned(Path base, String prefix) {
    String mine = mine(prefix);
    File @Nullable [] found =
        base.toFile().listFiles((_, name) -> name.startsWith(prefix) && !name.startsWith(mine));
    if (found != null) {
      for (File each : found) {
        var _ = deleteIfAbandoned(each.toPath());
      }
    }
  }

  /** A pid alone comes again, in a container at every start. */
  private static String mine(String prefix) {
    ProcessHandle me = ProcessHandle.current();
    long start = me.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return prefix + me.pid() + '-' + Long.toString(start, Character.MAX_RADIX) + '-';
  }

  /**
   * Deletes a directory whose owner is ending, if it ends soon: the kernel closes the files of a
   * process one after the other, and that of the lock may be among the last.
   */
  public static void deleteOnceAbandoned(Path directory) {
    for (int i = 0; i < PATIENCE_MILLIS && !deleteIfAbandoned(directory); i++) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Whether it need not be looked at again. */
  private static boolean deleteIfAbandoned(Path directory) {
    try (FileChannel alive =
        FileChannel.open(
            directory.resolve(ALIVE), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      @Nullable FileLock lock = alive.tryLock();
      if (lock == null) {
        return false;
      }
      deleteFiles(directory);
    } catch (IOException | RuntimeException e) {
      // It is being made or deleted this moment, or another user's, or somebody else looks at it.
    }
    return true;
  }

  /**
   * Deletes a directory and the files in it. Never follows links, and goes on when others delete at
   * the same time. By the old API, whose classes every JVM has loaded: an orphan has no time to
   * load others.
   */
  public static void delete(Path directory) {
    deleteFiles(directory);
    @Nullable FileChannel alive = OWNED.remove(directory);
    if (alive != null) {
      try {
        alive.close();
      } catch (IOException e) {
        // Nothing is left to be lost.
      }
    }
  }

  private static void deleteFiles(Path directory) {
    File @Nullable [] files = directory.toFile().listFiles();
    if (files != null) {
      for (File file : files) {
        var _ = file.delete(); // false if somebody else was first
      }
    }
    var _ = directory.toFile().delete();
  }
}
