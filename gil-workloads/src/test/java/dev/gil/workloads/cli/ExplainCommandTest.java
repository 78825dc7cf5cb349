package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int gil(String... args) {
    return GilCommand.execute(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void withoutANameItListsWhatTheStoriesAnswer() {
    assertThat(gil("explain")).isZero();
    assertThat(out.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.matches("gil explain [a-z]+: .*\\?"), "a question");
  }

  @Test
  void aStoryThatThereIsNotIsAUsageError() {
    assertThat(gil("explain", "prims")).isEqualTo(2);
    assertThat(err.toString()).contains("no story \"prims\", did you mean \"primes\"?");
  }

  @Test
  void aSizeOutOfBoundsIsAUsageError() {
    assertThat(gil("explain", "count", "--size", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--size 0 is outside 1 to ");
  }

  @Test
  void whatWasMeasuredIsToldAndShown() {
    assertThat(gil("explain", "refcount", "--size", "20000")).isIn(0, GilCommand.TOO_BUSY);
    assertThat(out.toString())
        .contains("What breaks without the lock?", "1. single: ", "2. threads: ", "# holds")
        .contains("Without a lock, by 2 threads: ", "Next: gil run refcount");
  }
}
