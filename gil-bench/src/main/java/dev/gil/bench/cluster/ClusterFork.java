package dev.gil.bench.cluster;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Scores;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program of a fork: one scene by gil and its peer, turn and turn about. */
final class ClusterFork {
  /** Kept, so that its level is: loggers are held weakly. */
  private static final Logger ENGINE = Logger.getLogger("com.hazelcast");

  private ClusterFork() {}

  public static void main(String[] args) throws Exception {
    ENGINE.setLevel(Level.SEVERE);
    int size = Integer.parseInt(args[1]);
    Map<String, Double> figures =
        switch (ClusterBench.Scene.valueOf(args[0])) {
          case CALLS -> Calls.measure(size);
          case COMPUTE -> Computing.measure(size);
          case RECOVERY -> Recovery.measure(size);
        };
    figures.forEach(Figures::say);
    System.exit(0); // the engine's client may leave threads that are no daemons
  }

  static String gil(ClusterBench.Case of) {
    return Scores.GIL + ' ' + of.id;
  }

  static String peer(ClusterBench.Case of) {
    return of.peer + ' ' + of.id;
  }
}
