package dev.gil.bench.convoy;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.fork.Figures;
import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Threads that come back from a blocking call behind threads that compute. Every fork is a fresh
 * JVM, in which gil, its peers and a run without any lock take turns; forks of all scenes
 * alternate.
 */
public final class ConvoyBench implements Bench {
  /** The name of the bench. */
  static final String NAME = "convoy";

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<Scene> SCENES =
      List.of(
          new VisitorScene("wake", 1),
          new VisitorScene("wake", 4),
          new VisitorScene("wake", 16),
          new VisitorScene("echo", 1),
          new VisitorScene("echo", 4),
          new FloodScene(),
          new SharesScene(),
          new PairScene("cpu2-5ms", 5_000),
          new PairScene("cpu2-500us", 500),
          new HandOffScene(5),
          new HandOffScene(50));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().flatMap(scene -> scene.cases().stream()).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    List<Scene> scenes = SCENES.stream().filter(scene -> effort.wantsAny(scene.cases())).toList();
    List<PythonPeer> pythons = new ArrayList<>();
    if (scenes.stream().anyMatch(Scene::hasPython)) {
      Stream.of(PythonPeer.cpython(), PythonPeer.graalPy())
          .filter(p -> effort.peers().test(p.id()))
          .forEach(pythons::add);
    }
    for (int fork = 1; fork <= effort.forks(); fork++) {
      for (Scene scene : scenes) {
        effort.progress().accept(scene.name() + ", fork " + fork + " of " + effort.forks());
        scene.score(Fork.run(command(scene, effort), LIMIT), effort.scores());
        for (PythonPeer python : pythons) {
          python(scene, python, effort);
        }
      }
    }
  }

  private static List<String> command(Scene scene, Effort effort) {
    List<String> arguments = arguments(scene, effort);
    scene.disciplines().stream()
        .filter(d -> d == Discipline.GIL || d == Discipline.BARE || effort.peers().test(d.id()))
        .map(Enum::name)
        .forEach(arguments::add);
    return Fork.jvm(List.of(), ConvoyFork.class, arguments);
  }

  private static List<String> arguments(Scene scene, Effort effort) {
    List<String> arguments = new ArrayList<>();
    arguments.add(scene.kind());
    arguments.add(Integer.toString(scene.number()));
    arguments.add(Long.toString(effort.quick() ? 300 : 500));
    arguments.add(Integer.toString(effort.quick() ? 2 : 3));
    return arguments;
  }

  private static void python(Scene scene, PythonPeer python, Effort effort)
      throws IOException, InterruptedException {
    if (!scene.hasPython()) {
      return;
    }
    if (!python.problem().isEmpty()) {
      scene.absent(python.id(), python.problem(), effort.scores());
      return;
    }
    List<String> arguments = arguments(scene, effort);
    Figures figures;
    if (scene.kind().equals("echo")) {
      try (EchoProcess peer = EchoProcess.start()) {
        arguments.add(Integer.toString(peer.port()));
        figures = Fork.run(python.command(arguments), LIMIT);
      }
    } else {
      figures = Fork.run(python.command(arguments), LIMIT);
    }
    scene.score(figures, effort.scores());
  }
}
