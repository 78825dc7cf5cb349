package dev.gil.workloads.measure;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much processor time a process has used, all its threads together.
 *
 * <p>The JDK tells it in ticks of 10 ms, which is a lot of a short run. Where the C library has
 * POSIX's {@code clock_getcpuclockid} and native code may be called, it is exact.
 */
@SuppressWarnings("restricted") // not reached without native access
final class ProcessorTime {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final long OWN = ProcessHandle.current().pid();

  private static final @Nullable MethodHandle CLOCK_OF = bind("clock_getcpuclockid");
  private static final @Nullable MethodHandle TIME_OF = bind("clock_gettime");

  private ProcessorTime() {}

  /** Both take a number and an address, and return 0 if they could. */
  private static @Nullable MethodHandle bind(String name) {
    if (!ProcessorTime.class.getModule().isNativeAccessEnabled()) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(at -> linker.downcallHandle(at, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)))
        .orElse(null);
  }

  /** Of this JVM. */
  static long own() {
    long exact = exact(OWN);
    return exact >= 0 ? exact : SYSTEM.getProcessCpuTime();
  }

  /** Of a process; 0 if it has ended. */
  static long of(long pid) {
    long exact = exact(pid);
    return exact >= 0
        ? exact
        : ProcessHandle.of(pid)
            .map(ProcessHandle::info)
            .flatMap(ProcessHandle.Info::totalCpuDuration)
            .map(Duration::toNanos)
            .orElse(0L);
  }

  /** Negative where it is not known. */
  private static long exact(long pid) {
    MethodHandle clockOf = CLOCK_OF;
    MethodHandle timeOf = TIME_OF;
    if (clockOf == null || timeOf == null) {
      return -1;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment clock = arena.allocate(JAVA_INT);
      MemorySegment time = arena.allocate(JAVA_LONG, 2); // seconds and nanoseconds
      if ((int) clockOf.invokeExact((int) pid, clock) != 0
          || (int) timeOf.invokeExact(clock.get(JAVA_INT, 0), time) != 0) {
        return -1;
      }
      return TimeUnit.SECONDS.toNanos(time.getAtIndex(JAVA_LONG, 0))
          + time.getAtIndex(JAVA_LONG, 1);
    } catch (Throwable e) {
      throw new AssertionError("C functions throw nothing", e);
    }
  }
}
