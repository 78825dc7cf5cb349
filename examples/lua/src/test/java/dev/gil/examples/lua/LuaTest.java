package dev.gil.examples.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * A real library that is not thread-safe, with and without the lock. Every Lua runs in a JVM of its
 * own. {@code gil.lua.calls} sets how many guarded calls there are.
 */
class LuaTest {
  private static final int CALLS = Integer.getInteger("gil.lua.calls", 50_000);
  private static final int CONTROLS = 5;

  /** Three times what all calls of a control take if none goes wrong. */
  private static final Duration BOUND_OF_A_CONTROL = Duration.ofSeconds(60);

  private static final Duration BOUND = Duration.ofSeconds(60).plusMillis(CALLS / 5);

  @TempDir static Path folder;

  @BeforeAll
  static void luaLoadsHere() throws Exception {
    ChildJvm probe = ChildJvm.run(folder("probe"), BOUND, LuaLoad.class, "unguarded", "1", "20000");
    if (probe.exit() == LuaLoad.NO_LIBRARY) {
      String why =
          "DID NOT RUN: Lua's native library does not load here: " + probe.output().strip();
      System.out.println("!!!! " + why);
      throw new TestAbortedException(why);
    }
    // One thread needs no lock: whatever kills the control is not in these calls.
    assertThat(probe.exit()).as(probe.output()).isZero();
  }

  @Test
  void theExampleAnswersRight() throws Exception {
    ChildJvm child = ChildJvm.run(folder("example"), BOUND, LuaMain.class);
    System.out.print(child.output());
    assertThat(child.output()).isEqualTo("lua: 667669000 of 667669000\n");
    assertThat(child.exit()).isZero();
  }

  @Test
  void twoThreadsWithoutTheLockNeverSurvive() throws Exception {
    assertNoneSurvives("lua unguarded", "unguarded", "2", "100000");
  }

  @Test
  void guardedCallsDoNotSurviveAPlainCleaner() throws Exception {
    assertNoneSurvives("lua guarded, freed by a plain Cleaner", "cleaner", "8", "600000");
  }

  private static void assertNoneSurvives(String what, String... load) throws Exception {
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < CONTROLS; i++) {
      Path own = folder(load[0] + i);
      children.add(ChildJvm.run(own, BOUND_OF_A_CONTROL, LuaLoad.class, load));
    }
    System.out.printf(
        "%s: %d of %d child JVMs failed: %s%n",
        what,
        children.stream().filter(child -> child.exit() != 0).count(),
        CONTROLS,
        children.stream().map(ChildJvm::end).collect(Collectors.joining("; ")));
    assertThat(children)
        .allSatisfy(
            child -> {
              assertThat(child.output()).startsWith(LuaLoad.READY);
              assertThat(child.exit()).isNotZero();
            });
  }

  @Test
  void eightThreadsUnderTheLockAreRightAndFreeEveryHandle() throws Exception {
    ChildJvm child =
        ChildJvm.run(folder("guarded"), BOUND, LuaLoad.class, "guarded", "8", "" + CALLS);
    System.out.print(child.output().replace(LuaLoad.READY + "\n", ""));
    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(child.output()).contains(" 0 freed without the lock");
  }

  private static Path folder(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }
}
