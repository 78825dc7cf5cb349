package dev.gil.internal;

import dev.gil.internal.files.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM keeps the files of segments that worker processes map too: in memory where the
 * system has a place for such, in a directory that goes when this JVM exits. If it is killed, its
 * workers delete it, or else the next JVM that needs one.
 */
public final class SegmentFiles {
  private static final String PREFIX = "gil-segments-";
  private static final AtomicLong LAST = new AtomicLong();

  /** Directories of other JVMs, of which this one has mapped files. */
  private static final Set<Path> MAPPED = ConcurrentHashMap.newKeySet();

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
    Path made = OwnedDirectory.create(base(), PREFIX);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OwnedDirectory.delete(made)));
    directory = made;
    return made;
  }

  private static Path base() {
    @Nullable Path memory = OwnedDirectory.memory();
    return memory == null ? Path.of(System.getProperty("java.io.tmpdir", "/tmp")) : memory;
  }

  /** A file of another JVM's was mapped. */
  public static void mapped(Path file) {
    @Nullable Path parent = file.getParent();
    if (parent != null) {
      MAPPED.add(parent);
    }
  }

  /**
   * Deletes what is left of this JVM, and of killed ones whose files it has mapped. For an orphan
   * about to end: little of what it takes has still to be loaded.
   */
  public static void deleteOrphaned() {
    @Nullable Path mine;
    synchronized (SegmentFiles.class) {
      mine = directory;
    }
    if (mine != null) {
      OwnedDirectory.delete(mine);
    }
    for (Path each : MAPPED) {
      OwnedDirectory.deleteOnceAbandoned(each);
    }
  }
}
