package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fetching side of a depot: blocks that the other process made, kept mapped while they are in
 * use often. Thread-safe.
 *
 * <p>A ticket is a number, and names a file of the other side's in the private directory and no
 * other; what it says of lengths is checked.
 */
final class ForeignBlocks implements Depot, Closeable {
  /** Bytes that are kept mapped. */
  private static final long KEPT = 160L << 20;

  private final Path directory;
  private final String prefix;
  private final Map<Long, SharedBlock> mapped = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes; // of those; all guarded by this
  private boolean closed; // guarded by this
  private @Nullable SharedBlock kept; // guarded by this

  /** Reads files in {@code directory} whose names begin with {@code prefix}. */
  ForeignBlocks(Path directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  @Override
  public long store(byte[] array) {
    return NOT_STORED;
  }

  @Override
  public synchronized byte[] fetch(long ticket, int length) throws IOException {
    return block(ticket).copy(length);
  }

  private SharedBlock block(long ticket) throws IOException {
    @Nullable SharedBlock known = mapped.get(ticket);
    if (known != null) {
      return known;
    }
    if (closed || ticket < 0) {
      throw new IOException("ticket " + ticket + " is of nothing that was stored");
    }
    SharedBlock block = SharedBlock.open(directory.resolve(prefix + ticket));
    mapped.put(ticket, block);
    bytes += block.room();
    var eldest = mapped.entrySet().iterator();
    while (bytes > KEPT && mapped.size() > 1) {
      SharedBlock old = eldest.next().getValue();
      eldest.remove();
      bytes -= old.room();
      old.close();
    }
    return block;
  }

  @Override
  public synchronized byte[] kept(long ticket, int length) throws IOException {
    if (closed) {
      throw new IOException("the depot of ticket " + ticket + " is closed");
    }
    if (kept == null) {
      kept = SharedBlock.open(KeptBlock.of(directory, prefix));
    }
    return kept.copy(ticket, length);
  }

  @Override
  public synchronized void free(long ticket) {
    try {
      if (!closed) {
        block(ticket).free();
      }
    } catch (IOException e) {
      // It is gone, or never was.
    }
  }

  /** Deletes the files of a process that is gone. */
  void deleteAll() {
    File @Nullable [] files = directory.toFile().listFiles((_, name) -> name.startsWith(prefix));
    if (files != null) {
      for (File file : files) {
        var _ = file.delete(); // false if somebody else was first
      }
    }
  }

  /** Unmaps all. */
  @Override
  public synchronized void close() {
    closed = true;
    mapped.values().forEach(SharedBlock::close);
    mapped.clear();
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
