package dev.gil.bench.pool;

import dev.gil.bench.report.Scores;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A subject that a fork of the JVM plays for.
 *
 * @param subject in the report
 * @param argument of {@link PoolFork}
 * @param scenes that it plays
 */
record Player(String subject, String argument, Set<Scene> scenes) {
  static final Player GIL = new Player(Scores.GIL, "processes", EnumSet.allOf(Scene.class));

  private static final Set<Scene> STARTS = EnumSet.of(Scene.START_COLD, Scene.START_FIRST);

  /** All but gil, in the order of the report. */
  static final List<Player> PEERS =
      List.of(
          new Player(
              RawPipe.ID,
              RawPipe.ID,
              EnumSet.of(
                  Scene.NOOP_LATENCY,
                  Scene.PIPELINED_DISTINCT,
                  Scene.PIPELINED_SAME,
                  Scene.ECHO_1_MIB,
                  Scene.ECHO_64_MIB)),
          new Player(Orders.PLAIN, Orders.PLAIN, EnumSet.of(Scene.ECHO_RECORDS)),
          // No death of a thread is like that of a process.
          new Player("in-process", "threads", EnumSet.complementOf(EnumSet.of(Scene.START_SPARE))),
          new Player(PlainStart.BY_SOCKET, PlainStart.BY_SOCKET, STARTS),
          new Player(PlainStart.BY_PIPE, PlainStart.BY_PIPE, STARTS));

  Player {
    scenes = Set.copyOf(scenes);
  }
}
