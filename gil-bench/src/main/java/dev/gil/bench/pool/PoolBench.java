package dev.gil.bench.pool;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One worker process of strategy {@code processes} beside one of CPython's and a thread: each in
 * fresh processes that take turns.
 */
public final class PoolBench implements Bench {
  /** The same tasks by strategy {@code threads}. */
  static final String IN_PROCESS = "in-process";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return Scene.BENCH;
  }

  @Override
  public List<String> cases() {
    return Arrays.stream(Scene.values()).flatMap(scene -> scene.cases().stream()).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    PythonPool python = PythonPool.find();
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (Scene scene : Scene.values()) {
        if (effort.wantsAny(scene.cases())) {
          effort.progress().accept(scene.id() + ", fork " + fork + " of " + effort.forks());
          play(scene, Scores.GIL, "processes", effort);
          if (effort.peers().test(PythonPool.ID)) {
            play(scene, python, effort);
          }
          if (effort.peers().test(IN_PROCESS)) {
            play(scene, IN_PROCESS, "threads", effort);
          }
        }
      }
    }
  }

  private static void play(Scene scene, PythonPool python, Effort effort)
      throws IOException, InterruptedException {
    if (python.python().problem().isEmpty()) {
      scene.add(effort.scores(), PythonPool.ID, python.play(scene, scene.size(effort.quick())));
    } else {
      scene.absent(effort.scores(), PythonPool.ID, python.python().problem());
    }
  }

  private static void play(Scene scene, String subject, String strategy, Effort effort)
      throws IOException, InterruptedException {
    String size = Integer.toString(scene.size(effort.quick()));
    scene.add(
        effort.scores(),
        subject,
        Fork.run(Fork.jvm(List.of(), PoolFork.class, List.of(strategy, scene.id(), size)), LIMIT));
  }
}
