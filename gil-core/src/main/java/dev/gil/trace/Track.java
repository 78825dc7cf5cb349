package dev.gil.trace;

/**
 * One thread, and the memory for its spans.
 *
 * @param process empty for this JVM
 * @param name when it was first seen
 * @param id as {@link Thread#threadId()}
 * @param virtual whether it may be one of very many
 * @param ring what it did
 */
record Track(String process, String name, long id, boolean virtual, Ring ring) {
  /** Which thread of which process. */
  record Key(String process, long id) {}

  static Track of(Thread thread, Ring ring) {
    String name = thread.getName();
    return new Track(
        "",
        name.isEmpty() && thread.isVirtual() ? "virtual #" + thread.threadId() : name,
        thread.threadId(),
        thread.isVirtual(),
        ring);
  }

  Key key() {
    return new Key(process, id);
  }

  /** What it is called together with others like it: without the number at the end. */
  String family() {
    String stem = name.replaceFirst("[-#.:_ ]*\\d*$", "");
    return stem.isBlank() || stem.equals("virtual") ? "virtual threads" : stem;
  }
}
