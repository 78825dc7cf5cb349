package dev.gil.bench.explore;

/** How much of a body is under control. */
enum Level {
  /** The points of an explored lock. */
  LEVEL0(200_000),
  /** Each access. */
  WOVEN(200_000),
  /** The same, and data races are looked for. */
  RACED(100_000),
  /** As woven, and static state is new each time. */
  RESET(50_000);

  /** How many executions a round has, which is about a second on a slow machine. */
  final int executions;

  Level(int executions) {
    this.executions = executions;
  }
}
