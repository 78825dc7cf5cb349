package dev.gil.executors.processes;

/**
 * When a {@link MemoryWorker} dies, as if by {@code kill -9}.
 *
 * @param beforeBegin as it is about to begin this task; 0 if not so
 * @param afterBegin as it has begun this task, and not touched it yet; 0 if not so
 * @param afterSending once it has sent so many bytes; negative if not so
 * @param afterReceiving once it was sent so many bytes, all or none of them read; negative if not
 *     so
 */
record Fate(long beforeBegin, long afterBegin, int afterSending, int afterReceiving) {
  static final Fate LIVES = new Fate(0, 0, -1, -1);

  static Fate beforeBegin(long id) {
    return new Fate(id, 0, -1, -1);
  }

  static Fate afterBegin(long id) {
    return new Fate(0, id, -1, -1);
  }

  static Fate afterSending(int bytes) {
    return new Fate(0, 0, bytes, -1);
  }

  static Fate afterReceiving(int bytes) {
    return new Fate(0, 0, -1, bytes);
  }
}
