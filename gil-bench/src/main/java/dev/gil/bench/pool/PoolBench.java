package dev.gil.bench.pool;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One worker process of strategy {@code processes} beside one of CPython's, a bare pipe and a
 * thread: each in fresh processes that take turns.
 */
public final class PoolBench implements Bench {
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
    try (ClassCache cache = ClassCache.create()) {
      run(effort, cache);
    }
  }

  private static void run(Effort effort, ClassCache cache)
      throws IOException, InterruptedException {
    PythonPool python = PythonPool.find();
    List<Player> players = new ArrayList<>(List.of(Player.GIL));
    Player.PEERS.stream().filter(p -> effort.peers().test(p.subject())).forEach(players::add);
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (Scene scene : Scene.values()) {
        if (effort.wantsAny(scene.cases())) {
          effort.progress().accept(scene.id() + ", fork " + fork + " of " + effort.forks());
          for (Player player : players) {
            if (player.scenes().contains(scene)) {
              scene.add(
                  effort.scores(), player.subject(), play(player, scene, effort.quick(), cache));
            }
          }
          if (effort.peers().test(PythonPool.ID)) {
            play(python, scene, effort);
          }
        }
      }
    }
  }

  private static Figures play(Player player, Scene scene, boolean quick, ClassCache cache)
      throws IOException, InterruptedException {
    String size = Integer.toString(scene.size(quick));
    return Fork.run(
        Fork.jvm(cache.flags(scene), PoolFork.class, List.of(player.argument(), scene.id(), size)),
        LIMIT);
  }

  private static void play(PythonPool python, Scene scene, Effort effort)
      throws IOException, InterruptedException {
    if (python.problem().isEmpty()) {
      scene.add(effort.scores(), PythonPool.ID, python.play(scene, scene.size(effort.quick())));
    } else {
      scene.absent(effort.scores(), PythonPool.ID, python.problem());
    }
  }
}
