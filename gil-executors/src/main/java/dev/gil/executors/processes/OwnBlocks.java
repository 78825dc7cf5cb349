package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The storing side of a depot: blocks that this process makes, and fills again once they are free,
 * since new pages have to be zeroed and mapped first. Thread-safe.
 *
 * <p>A few free blocks are kept, the rest given back. When there is no space for one more, {@link
 * #store} says so and the array travels over the link.
 */
final class OwnBlocks implements Depot, Closeable {
  /** Smaller arrays travel over the link: they fit into its buffer. */
  static final int LEAST = 64 * 1024;

  /** Bytes of free blocks that are kept. */
  private static final long KEPT = 80L << 20;

  private final Path directory;
  private final String prefix;
  private final Map<Long, SharedBlock> blocks = new HashMap<>(); // guarded by this
  private long last; // guarded by this
  private @Nullable KeptBlock kept; // guarded by this
  private boolean closed; // guarded by this

  /** Makes files in {@code directory} whose names begin with {@code prefix}. */
  OwnBlocks(Path directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  @Override
  public long store(byte[] bytes) {
    if (bytes.length < LEAST) {
      return NOT_STORED;
    }
    synchronized (this) {
      if (closed) {
        return NOT_STORED;
      }
      long number = freeBlock(bytes.length);
      if (number != NOT_STORED) {
        blockOf(number).fill(bytes); // under the monitor: lest it be closed meanwhile
      }
      return number;
    }
  }

  private SharedBlock blockOf(long number) {
    return Objects.requireNonNull(blocks.get(number));
  }

  /** The smallest that is large enough, but not one that wastes as much as it is used for. */
  private long freeBlock(int length) {
    long best = NOT_STORED;
    long bestRoom = 2L * length;
    for (Map.Entry<Long, SharedBlock> entry : blocks.entrySet()) {
      SharedBlock block = entry.getValue();
      if (block.room() >= length && block.room() < bestRoom && block.isFree()) {
        best = entry.getKey();
        bestRoom = block.room();
      }
    }
    return best == NOT_STORED ? newBlock(length) : best;
  }

  private long newBlock(int length) {
    dropFree(KEPT - length);
    long room = rounded(length);
    try {
      if (Files.getFileStore(directory).getUsableSpace() / 2 < room) {
        return NOT_STORED; // others live here too
      }
      SharedBlock block = SharedBlock.create(directory.resolve(prefix + (last + 1)), room);
      blocks.put(++last, block);
      return last;
    } catch (IOException e) {
      return NOT_STORED;
    }
  }

  /** By an eighth at most, so that arrays of about the same size fit into the same block. */
  private static long rounded(int length) {
    long step = Math.max(LEAST, Integer.highestOneBit(length) / 8);
    return (length + step - 1) / step * step;
  }

  /** Gives free blocks back until those that are left have no more than so many bytes. */
  private void dropFree(long most) {
    long kept = 0;
    var each = blocks.values().iterator();
    while (each.hasNext()) {
      SharedBlock block = each.next();
      if (block.isFree()) {
        if (kept + block.room() > most) {
          each.remove();
          block.delete();
        } else {
          kept += block.room();
        }
      }
    }
  }

  @Override
  public byte[] fetch(long ticket, int length) throws IOException {
    throw new IOException("what this process stored is fetched by the other side");
  }

  @Override
  public synchronized long keep(byte[] form) {
    if (closed) {
      return NOT_STORED;
    }
    if (kept == null) {
      kept = KeptBlock.create(KeptBlock.of(directory, prefix));
    }
    return kept.add(form);
  }

  @Override
  public synchronized void free(long ticket) {
    @Nullable SharedBlock block = blocks.get(ticket);
    if (block != null) {
      block.free();
      dropFree(KEPT);
    }
  }

  /** Unmaps and deletes all. */
  @Override
  public synchronized void close() {
    closed = true;
    blocks.values().forEach(SharedBlock::delete);
    blocks.clear();
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
