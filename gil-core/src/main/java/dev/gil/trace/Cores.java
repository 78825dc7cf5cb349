package dev.gil.trace;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * On which core the calling thread is: what Linux says, and else nothing.
 *
 * <p>The C function is bound when the first recorder is made, and only where this module may call
 * native code: a restricted method that is called without that prints a warning today and will be
 * refused later.
 */
@SuppressWarnings("restricted") // not reached without native access
final class Cores {
  private static final @Nullable MethodHandle SCHED_GETCPU = bind();

  private Cores() {}

  private static @Nullable MethodHandle bind() {
    if (!isLinux() || !Cores.class.getModule().isNativeAccessEnabled()) {
      return null;
    }
    SymbolLookup libc = Linker.nativeLinker().defaultLookup();
    Optional<MemorySegment> symbol = libc.find("sched_getcpu");
    return symbol
        .map(
            address ->
                Linker.nativeLinker()
                    .downcallHandle(
                        address, FunctionDescriptor.of(JAVA_INT), Linker.Option.critical(false)))
        .orElse(null);
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /** The core of the calling thread, or of its carrier; {@link Trace#UNKNOWN_CORE}. */
  static int current() {
    MethodHandle function = SCHED_GETCPU;
    if (function == null) {
      return Trace.UNKNOWN_CORE;
    }
    try {
      return (int) function.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError("sched_getcpu throws nothing", e);
    }
  }

  /** Where {@link #current} has it from. */
  static CoreSource source() {
    if (SCHED_GETCPU != null) {
      return new CoreSource(true, "sched_getcpu, asked just after each hold and kernel", allowed());
    }
    return CoreSource.none(
        !isLinux()
            ? "not Linux"
            : Cores.class.getModule().isNativeAccessEnabled()
                ? "this C library has no sched_getcpu"
                : "native access is denied; --enable-native-access="
                    + (Cores.class.getModule().isNamed() ? "dev.gil.core" : "ALL-UNNAMED")
                    + " allows it");
  }

  /** The cores that this JVM may run on, such as {@code 0-3,8}; empty if Linux does not say. */
  private static List<Integer> allowed() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Cpus_allowed_list:")) {
          return ids(line.substring(line.indexOf(':') + 1).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Then only those are shown on which something ran.
    }
    return List.of();
  }

  /** Of a list of ranges as Linux writes them. */
  static List<Integer> ids(String ranges) {
    List<Integer> ids = new ArrayList<>();
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      IntStream.rangeClosed(first, last).forEach(ids::add);
    }
    return ids;
  }
}
