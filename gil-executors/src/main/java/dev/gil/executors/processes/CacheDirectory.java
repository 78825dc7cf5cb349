package dev.gil.executors.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where caches are kept: in the directory {@code gil} of the user's caches, or where the system
 * property {@value #WHERE} says. Nobody else may write there: a JVM believes what it maps.
 */
final class CacheDirectory {
  static final String WHERE = "gil.processes.cache";
  static final String SWITCH = "gil.processes.aot";

  /** At some 15 MB each. */
  private static final int KEPT = 8;

  private static final long STALE_MILLIS = 3_600_000;

  private CacheDirectory() {}

  /**
   * The directory, made if it is missing; null if caches are switched off or there is no home.
   *
   * @param mine some directory of this user's
   * @throws IOException if it cannot be made, or others could write to it
   */
  static @Nullable Path find(Path mine) throws IOException {
    if ("off".equals(System.getProperty(SWITCH))) {
      return null;
    }
    @Nullable Path directory = place();
    if (directory == null) {
      return null;
    }
    if (!Files.isDirectory(directory)) {
      @Nullable Path parent = directory.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    requirePrivate(directory, mine);
    return directory;
  }

  private static @Nullable Path place() {
    @Nullable String told = System.getProperty(WHERE);
    if (told != null && !told.isEmpty()) {
      return Path.of(told).toAbsolutePath();
    }
    Path home = Path.of(System.getProperty("user.home", ""));
    @Nullable Path caches = null;
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else {
      @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
      caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg) : home.resolve(".cache");
    }
    return caches.isAbsolute() ? caches.resolve("gil") : null;
  }

  private static void requirePrivate(Path directory, Path mine) throws IOException {
    PosixFileAttributes is = Files.readAttributes(directory, PosixFileAttributes.class);
    boolean open =
        is.permissions().contains(PosixFilePermission.GROUP_WRITE)
            || is.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    if (open || !is.owner().equals(Files.getOwner(mine))) {
      throw new IOException(
          directory + " is not this user's alone; make it so, or name another by -D" + WHERE + '=');
    }
  }

  /** Deletes the caches that were not used for longest, and what interrupted builds have left. */
  static void prune(Path directory) throws IOException {
    List<Path> caches = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (file.toString().endsWith(AotCache.SUFFIX)) {
          caches.add(file);
        } else if (System.currentTimeMillis() - file.toFile().lastModified() > STALE_MILLIS) {
          Files.deleteIfExists(file);
        }
      }
    }
    Comparator<Path> byUse = Comparator.comparingLong(file -> file.toFile().lastModified());
    caches.sort(Collections.reverseOrder(byUse));
    for (Path file : caches.subList(Math.min(KEPT, caches.size()), caches.size())) {
      Files.deleteIfExists(file);
    }
  }
}
