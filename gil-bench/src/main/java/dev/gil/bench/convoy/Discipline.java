package dev.gil.bench.convoy;

/** What keeps the threads of a scene from running at once. */
enum Discipline {
  /** Nothing: what the machine gives without a lock. */
  BARE("bare"),
  /** A shared GlobalLock, given way at checkpoints. */
  GIL("gil"),
  /** A ReentrantLock, given up and taken again every thousand turns. */
  REENTRANT("ReentrantLock"),
  /** The same, fair. */
  FAIR("ReentrantLock-fair");

  private final String id;

  Discipline(String id) {
    this.id = id;
  }

  /** As figures and rows name it. */
  String id() {
    return id;
  }
}
