package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private static List<Footprint> measure(String... ids) throws Exception {
    List<ParallelismStrategy> strategies =
        Strategies.list().stream().filter(s -> List.of(ids).contains(s.id())).toList();
    return Footprint.of(strategies, "");
  }

  @Test
  void aWaitingThreadTakesMoreThanAWaitingVirtualThreadAndAQueuedTaskLeast() throws Exception {
    List<Footprint> footprints = measure("single", "threads", "virtual-explicit");
    assertThat(footprints).extracting(Footprint::problem).containsOnly("");
    assertThat(footprints).allMatch(f -> f.startMs() > 0, "starts");
    double queued = of(footprints, "single").taskBytes();
    double virtual = of(footprints, "virtual-explicit").taskBytes();
    double thread = of(footprints, "threads").taskBytes();
    assertThat(queued).isPositive().isLessThan(virtual);
    assertThat(virtual).isLessThan(thread);
    assertThat(footprints).extracting(Footprint::workerBytes).containsOnly(Double.NaN);
  }

  private static Footprint of(List<Footprint> footprints, String id) {
    return footprints.stream().filter(f -> f.strategy().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void whatTheOtherJvmDoesNotFindSaysWhy() throws Exception {
    ParallelismStrategy unknown =
        new ParallelismStrategy() {
          @Override
          public String id() {
            return "a b %";
          }

          @Override
          public Set<Trait> traits() {
            return Set.of();
          }

          @Override
          public Runner open(StrategySettings settings) {
            throw new AssertionError("never opened");
          }
        };
    Footprint footprint = Footprint.of(List.of(unknown), "").getFirst();
    assertThat(footprint.strategy()).isEqualTo("a b %");
    assertThat(footprint.problem()).startsWith("not measured: ");
    assertThat(footprint.startMs()).isNaN();
  }

  @Test
  void sizesHaveTwoOrThreeDigits() {
    assertThat(List.of(906.0, 1_234.0, 45_600.0, 1_500_000.0, 45e6, Double.NaN))
        .extracting(Footprint::size)
        .containsExactly("906 B", "1.2 kB", "46 kB", "1.5 MB", "45 MB", "-");
  }
}
