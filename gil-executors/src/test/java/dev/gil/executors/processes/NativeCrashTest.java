package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.WorkerCrashedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.StrategySettings;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

/** Native code that reads where nothing is takes its worker down, and is named. */
class NativeCrashTest extends PoolTest {
  private static final StrategySettings NATIVE =
      ONE.workerArguments("--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash");

  @Test
  void aCrashInANativeFunctionNamesItsFrame() throws Exception {
    GilExecutor pool = open(NATIVE);
    assertThat(
            failure(pool.submit(gil -> lengthOf(MemorySegment.NULL)), WorkerCrashedException.class))
        .hasMessageContaining("SIGSEGV")
        .hasMessageContaining("Problematic frame")
        .hasMessageContaining("libc");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @SuppressWarnings("restricted")
  private static long lengthOf(MemorySegment text) throws Exception {
    Linker linker = Linker.nativeLinker();
    MethodHandle strlen =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("strlen"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    try {
      return (long) strlen.invokeExact(text);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  @Test
  void aWriteThroughAWildSegmentIsACrashToo() throws Exception {
    GilExecutor pool = open(NATIVE);
    assertThat(failure(pool.run(gil -> scribble()), WorkerCrashedException.class))
        .hasMessageContaining("SIGSEGV");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  @SuppressWarnings("restricted")
  private static void scribble() {
    MemorySegment.ofAddress(64).reinterpret(8).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
  }
}
