package dev.gil.testkit.explore.classics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.testkit.explore.ChildJvm;
import dev.gil.testkit.explore.Failure;
import dev.gil.testkit.explore.Interleavings;
import dev.gil.testkit.explore.Interleavings.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token of a failure of woven code is that failure: each time, in every JVM, under load. */
class WovenReplaysTest {
  /** How often a token is replayed; a build that has time sets 1,000. */
  private static final int REPLAYS = Integer.getInteger("gil.testkit.replays", 20);

  /** A bug, and whether it is found as a race. */
  record Bug(String name, Body body, boolean asRace) {
    Interleavings woven() {
      Interleavings woven = Interleavings.of(body).weave().executions(10_000).seed(3);
      return asRace ? woven : woven.detect(ClassicBugsTest.ALL_BUT_RACES);
    }

    /** Its token and its table; fails if a replay has another. */
    String replayed(int times) {
      Failure found = woven().run().failure().orElseThrow();
      String token = found.token().orElseThrow();
      for (int i = 0; i < times; i++) {
        assertThat(woven().replay(token).table()).as(token).isEqualTo(found.table());
      }
      return name + ' ' + token + '\n' + found.table();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bug> bugs() {
    return Stream.concat(
        ClassicBugsTest.broken().map(named -> new Bug(named.getName(), named.getPayload(), false)),
        Stream.of(
            new Bug("race of a lost update", LostUpdate::broken, true),
            new Bug("race of double-checking", DoubleChecked::brokenWithoutVolatile, true)));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void eachReplayIsTheSameTrace(Bug bug) {
    assertThat(bug.replayed(REPLAYS)).startsWith(bug.name());
  }

  /** Prints all bugs, each replayed as often. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.print(report(REPLAYS));
    }
  }

  private static String report(int replays) {
    StringBuilder text = new StringBuilder();
    bugs().forEach(bug -> text.append(bug.replayed(replays)));
    return text.toString();
  }

  private static String childs(String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-Dgil.testkit.replays=" + REPLAYS);
    return ChildJvm.output(Child.class, all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"})
  void anotherJvmFindsAndReplaysTheSame(String flag) throws Exception {
    assertThat(childs(flag)).isEqualTo(report(1));
  }

  @Test
  void aJvmThatGetsATurnNowAndThenFindsAndReplaysTheSame() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> spinning = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      spinning.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (!done.get()) {
                      Thread.onSpinWait();
                    }
                  }));
    }
    try {
      assertThat(childs()).isEqualTo(report(1));
    } finally {
      done.set(true);
      for (Thread thread : spinning) {
        thread.join();
      }
    }
  }
}
