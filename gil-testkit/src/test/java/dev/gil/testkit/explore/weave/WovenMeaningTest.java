package dev.gil.testkit.explore.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.explore.weave.programs.Everything;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WovenMeaningTest {
  private static final String PROGRAMS = Everything.class.getPackageName();

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void wovenCodeMeansTheSameWhereNothingIsExplored(boolean checksRaces, boolean resets)
      throws Exception {
    WeavingLoader loader =
        new WeavingLoader(
            WovenMeaningTest.class.getClassLoader(), List.of(PROGRAMS), checksRaces, resets);
    Class<?> woven = loader.loadClass(Everything.class.getName());
    assertThat(woven.getClassLoader()).isSameAs(loader);
    WeavingLoader plain =
        new WeavingLoader(WovenMeaningTest.class.getClassLoader(), List.of(), false, false);
    String expected = new Everything().get();
    String first = run(woven);
    assertThat(first.lines().skip(1).toList())
        .isEqualTo(
            expected.lines().skip(1).map(line -> line.replaceAll("run=\\d+", "run=1")).toList());
    assertThat(loader.unwoven()).isEmpty();
    assertThat(plain.isWoven(Everything.class.getName())).isFalse();
  }

  @Test
  void staticsAreNewAfterAReset() throws Exception {
    WeavingLoader loader =
        new WeavingLoader(WovenMeaningTest.class.getClassLoader(), List.of(PROGRAMS), false, true);
    Class<?> woven = loader.loadClass(Everything.class.getName());
    String first = run(woven);
    assertThat(run(woven)).isNotEqualTo(first);
    loader.statics().reset();
    assertThat(run(woven)).isEqualTo(first);
  }

  @Test
  void aPackageOfTheJdkIsRefused() {
    assertThatThrownBy(
            () ->
                new WeavingLoader(
                    WovenMeaningTest.class.getClassLoader(), List.of("java.util"), false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util is of the JDK");
  }

  private static String run(Class<?> program) throws Exception {
    return (String) ((Supplier<?>) program.getConstructor().newInstance()).get();
  }
}
