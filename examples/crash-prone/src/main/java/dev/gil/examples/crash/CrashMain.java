package dev.gil.examples.crash;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Asks the C library for the length of a text; one of ten texts is no text but a wild pointer. */
final class CrashMain {
  private CrashMain() {}

  public static void main(String[] args) throws Exception {
    StrategySettings settings =
        StrategySettings.DEFAULTS
            .workers(2)
            .workerArguments("--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash");
    try (GilExecutor pool = Strategies.open("processes", settings)) {
      List<TaskFuture<Long>> lengths = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long address = i == 5 ? 64 : 0; // 64 is nobody's memory
        String text = "text " + i;
        lengths.add(pool.submit(gil -> length(text, address))); // runs in a worker process
      }
      int known = 0;
      for (TaskFuture<Long> length : lengths) {
        try {
          known += length.get() == 6 ? 1 : 0;
        } catch (ExecutionException e) {
          System.out.println("one crashed: " + e.toString().lines().limit(3).toList());
        }
      }
      System.out.println(known + " of 10 lengths are known, and this JVM is well");
    }
  }

  @SuppressWarnings("restricted") // native access, allowed to the workers alone
  private static long length(String text, long wildAddress) {
    Linker linker = Linker.nativeLinker();
    MethodHandle strlen =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("strlen"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment good = arena.allocateFrom(text);
      return (long) strlen.invoke(wildAddress == 0 ? good : MemorySegment.ofAddress(wildAddress));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
