package dev.gil.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scene for real, with few tasks; a wrong answer fails it. Speeds are not judged here. */
class PoolForkTest {
  private static Stream<Arguments> roles() {
    return Stream.concat(Stream.of(Player.GIL), Player.PEERS.stream())
        .flatMap(
            player -> player.scenes().stream().sorted().map(scene -> Arguments.of(player, scene)));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void aPlayerPlaysTheScene(Player player, Scene scene) throws Exception {
    Map<String, Double> figures = PoolFork.play(player.argument(), scene, few(scene));
    assertThat(figures).containsOnlyKeys(scene.cases());
    assertThat(figures.values()).allMatch(figure -> figure > 0);
  }

  @ParameterizedTest
  @EnumSource
  void pythonPlaysTheSceneOrItIsKnownWhyNot(Scene scene) throws Exception {
    PythonPool python = PythonPool.find();
    if (python.problem().isEmpty()) {
      var figures = python.play(scene, few(scene));
      assertThat(scene.cases()).allMatch(name -> figures.get(name) > 0);
    } else {
      assertThat(python.problem()).contains("python3");
    }
  }

  @Test
  void aWrongAnswerIsNoFigure() {
    assertThatThrownBy(() -> RoundTrips.measure(number -> number == 300 ? 0 : number, 1))
        .hasMessage("0 came back instead of 300");
    assertThatThrownBy(() -> Echoes.measure(_ -> new byte[1 << 20], Scene.ECHO_1_MIB, 1))
        .hasMessageContaining("other bytes came back");
  }

  @Test
  void aLambdaIsWeighedAsItTravels() throws Exception {
    int number = 1 << 30;
    FrameSizes sizes = FrameSizes.of(gil -> number);
    assertThat(sizes.task()).isGreaterThan(FrameSizes.of(gil -> 1).task());
    assertThat(sizes.result()).isBetween(4, 20);
  }

  private static int few(Scene scene) {
    return switch (scene) {
      case ECHO_64_MIB, START_COLD, START_SPARE -> 1;
      default -> 20;
    };
  }
}
