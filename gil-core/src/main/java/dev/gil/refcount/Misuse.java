package dev.gil.refcount;

/** What was done to an object that is disposed of. */
enum Misuse {
  RETAIN("retained", "retained"),
  RELEASE("released", "freed twice: released"),
  USE("used", "used after free: its memory was asked for"),
  PIN("pinned", "used after free: pinned");

  private final String done;
  private final String doneToMemory;

  Misuse(String done, String doneToMemory) {
    this.done = done;
    this.doneToMemory = doneToMemory;
  }

  String to(RefCounted object) {
    return object instanceof RefCountedSegment ? doneToMemory : done;
  }
}
