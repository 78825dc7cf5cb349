package dev.gil.executors.processes;

/**
 * What the threads of a worker do when it cannot go on. In a JVM of its own nothing comes after;
 * else the link is closed when one of these returns, and each thread ends in its turn. Any thread.
 */
interface LastAct {
  /** The parent is gone, or done with this worker. */
  void linkEnded();

  /** A thread that runs tasks has failed: nobody would run those to come. */
  void failed(Throwable why);

  /** The last words are said. */
  void outOfMemory();
}
