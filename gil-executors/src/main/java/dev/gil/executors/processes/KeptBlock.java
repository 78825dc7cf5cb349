package dev.gil.executors.processes;

import dev.gil.spi.Depot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a depot keeps for good, one piece behind the other in a file of its own. When it
 * is full, or there is no space for it, it keeps no more. For one thread at a time.
 */
final class KeptBlock implements Closeable {
  /** Bytes; a lambda takes some 200. */
  static final int ROOM = 128 * 1024;

  private final @Nullable SharedBlock block;
  private final Map<ByteBuffer, Long> places = new HashMap<>();
  private int used;

  private KeptBlock(@Nullable SharedBlock block) {
    this.block = block;
  }

  /** Where the side whose names begin with {@code prefix} keeps. */
  static Path of(Path directory, String prefix) {
    return directory.resolve(prefix + "kept");
  }

  static KeptBlock create(Path file) {
    try {
      return new KeptBlock(SharedBlock.create(file, ROOM));
    } catch (IOException e) {
      return new KeptBlock(null);
    }
  }

  /** Where these bytes lie, from now on or already; {@link Depot#NOT_STORED} if nowhere. */
  long add(byte[] bytes) {
    ByteBuffer content = ByteBuffer.wrap(bytes.clone());
    @Nullable Long known = places.get(content);
    if (known != null) {
      return known;
    }
    if (block == null || bytes.length > ROOM - used) {
      return Depot.NOT_STORED;
    }
    long place = used;
    block.put(place, bytes);
    used += bytes.length;
    places.put(content, place);
    return place;
  }

  @Override
  public void close() {
    if (block != null) {
      block.delete();
    }
  }
}
