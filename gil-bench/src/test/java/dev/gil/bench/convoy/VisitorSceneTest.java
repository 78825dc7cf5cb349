package dev.gil.bench.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gil.bench.fork.Figures;
import dev.gil.bench.report.Row;
import dev.gil.bench.report.Scores;
import org.junit.jupiter.api.Test;

class VisitorSceneTest {
  private final Scores scores = new Scores(_ -> true);

  @Test
  void addedIsBeyondTheSameSleeperBesideLocklessHogs() {
    new VisitorScene("wake", 1).score(fork(), scores);
    assertThat(row("wake-1-added-p50-us", "ReentrantLock").value()).isEqualTo(30);
    assertThat(row("wake-1-added-p99-us", "ReentrantLock").value()).isEqualTo(200);
    assertThat(row("wake-1-p50-us", "bare").peerValue()).isEqualTo(70);
  }

  @Test
  void aPeerInItsOwnProcessHasItsOwnBaseline() {
    VisitorScene scene = new VisitorScene("wake", 1);
    scene.score(fork(), scores);
    scene.score(
        Figures.of(
            "figure CPython.p50 5200",
            "figure CPython.p99 6700",
            "figure CPython.visits 1",
            "figure CPython.turns 8",
            "figure CPython-bare.p50 100",
            "figure CPython-bare.p99 200",
            "figure CPython-bare.visits 1",
            "figure CPython-bare.turns 10"),
        scores);
    assertThat(row("wake-1-added-p50-us", "CPython").peerValue()).isEqualTo(5_100);
    assertThat(row("wake-1-added-p50-us", "CPython").advantage()).isEqualTo(170);
    assertThat(row("wake-1-hog-share", "CPython").peerValue()).isEqualTo(0.8);
  }

  @Test
  void theShareIsOfOneCoresWorthWhereLocklessHogsUseMore() {
    new VisitorScene("wake", 16).score(fork(), scores);
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(row("wake-16-hog-share-literal", "ReentrantLock").value()).isEqualTo(0.9);
    assertThat(row("wake-16-hog-share", "ReentrantLock").value())
        .isCloseTo(0.9 * Math.min(16, cores), within(1e-9));
  }

  @Test
  void echoTripsAreComparedWithThoseBesideLocklessHogs() {
    new VisitorScene("echo", 1).score(fork(), scores);
    assertThat(row("echo-1-trips", "bare").advantage()).isEqualTo(0.5);
    assertThat(row("echo-1-p99-us", "bare").value()).isEqualTo(400);
  }

  private static Figures fork() {
    return Figures.of(
        "figure bare.p50 70",
        "figure bare.p99 200",
        "figure bare.visits 500",
        "figure bare.turns 1000",
        "figure gil.p50 100",
        "figure gil.p99 400",
        "figure gil.visits 250",
        "figure gil.turns 900",
        "figure ReentrantLock.p50 170",
        "figure ReentrantLock.p99 900",
        "figure ReentrantLock.visits 400",
        "figure ReentrantLock.turns 500");
  }

  private Row row(String name, String peer) {
    return scores.rows().stream()
        .filter(row -> row.name().equals(name) && row.peer().equals(peer))
        .findFirst()
        .orElseThrow();
  }
}
