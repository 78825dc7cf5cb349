package dev.gil.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token and its table are the same in another JVM, on the class path, with another collector. */
class FreshJvmTest {
  /** Explores each bug and replays it, and prints what came of it. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.print(report());
    }
  }

  private static String report() {
    StringBuilder text = new StringBuilder();
    for (Bugs bug : Bugs.values()) {
      Failure failure =
          Interleavings.of(bug.wrong).executions(10_000).seed(3).run().failure().orElseThrow();
      String token = failure.token().orElseThrow();
      text.append(token).append('\n').append(failure.table());
      assertThat(Interleavings.replay(token, bug.wrong).table()).isEqualTo(failure.table());
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-Xint"})
  void anotherJvmFindsAndReplaysTheSame(String flag) throws IOException, InterruptedException {
    assertThat(ChildJvm.output(Child.class, List.of(flag))).isEqualTo(report());
  }
}
