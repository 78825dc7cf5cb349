package dev.gil.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every scene for real, with few tasks; a wrong answer fails it. Speeds are not judged here. */
class PoolForkTest {
  private static final int FEW = 20;

  @ParameterizedTest
  @EnumSource
  void aWorkerPlaysTheScene(Scene scene) throws Exception {
    assertThat(PoolFork.play("processes", scene, FEW))
        .containsOnlyKeys(scene.cases())
        .allSatisfy((name, figure) -> assertThat(figure).as(name).isPositive());
  }

  @ParameterizedTest
  @EnumSource
  void aThreadPlaysTheScene(Scene scene) throws Exception {
    assertThat(PoolFork.play("threads", scene, FEW))
        .containsOnlyKeys(scene.cases())
        .allSatisfy((name, figure) -> assertThat(figure).as(name).isPositive());
  }
}
