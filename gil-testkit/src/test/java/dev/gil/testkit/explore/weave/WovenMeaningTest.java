package dev.gil.testkit.explore.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.explore.weave.programs.Everything;
import java.io.IOException;
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
    Class<?> plain = new Plain().loadClass(Everything.class.getName());
    assertThat(run(woven)).isEqualTo(run(plain));
    assertThat(run(woven)).isEqualTo(run(plain));
    assertThat(loader.unwoven()).isEmpty();
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

  /** Loads the programs once more, as they are: with static state of their own. */
  private static final class Plain extends ClassLoader {
    Plain() {
      super(WovenMeaningTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PROGRAMS)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static String run(Class<?> program) throws Exception {
    return (String) ((Supplier<?>) program.getConstructor().newInstance()).get();
  }
}
