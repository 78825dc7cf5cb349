package dev.gil.bench.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Says a figure among other things, then ends as it is told. */
  static final class Sayer {
    private Sayer() {}

    public static void main(String[] args) {
      System.out.println("not a figure");
      Figures.say("answer.p99", 42);
      System.exit(Integer.parseInt(args[0]));
    }
  }

  /** Says nothing and does not end. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.currentThread().join();
    }
  }

  @Test
  void figuresArrive() throws Exception {
    Figures figures = Fork.run(Fork.jvm(List.of(), Sayer.class, List.of("0")), LIMIT);
    assertThat(figures.get("answer.p99")).isEqualTo(42);
    assertThatThrownBy(() -> figures.get("answer.p50")).hasMessageContaining("answer.p99");
  }

  @Test
  void aForkThatFailsSaysWhatItWrote() {
    assertThatThrownBy(() -> Fork.run(Fork.jvm(List.of(), Sayer.class, List.of("7")), LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 7")
        .hasMessageContaining("not a figure");
  }

  @Test
  void aForkThatHangsIsEnded() {
    assertThatThrownBy(
            () -> Fork.run(Fork.jvm(List.of(), Sleeper.class, List.of()), Duration.ofMillis(300)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not done in PT0.3S");
  }
}
