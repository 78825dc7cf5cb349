package dev.gil.executors.processes;

/**
 * When a {@link MemoryWorker} dies, as if by {@code kill -9}.
 *
 * @param beforeBegin as it is about to begin this task; 0 if not so
 * @param afterBegin as it has begun this task, and not touched it yet; 0 if not so
 * @param afterBytes once it has sent so many bytes; negative if not so
 */
record Fate(long beforeBegin, long afterBegin, int afterBytes) {
  static final Fate LIVES = new Fate(0, 0, -1);

  static Fate beforeBegin(long id) {
    return new Fate(id, 0, -1);
  }

  static Fate afterBegin(long id) {
    return new Fate(0, id, -1);
  }

  static Fate afterBytes(int bytes) {
    return new Fate(0, 0, bytes);
  }
}
