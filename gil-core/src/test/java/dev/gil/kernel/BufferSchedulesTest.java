package dev.gil.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.refcount.RefCountLedger;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Buffers in random schedules of two threads, against a model: no misuse goes undetected, nothing
 * crashes, nothing leaks. A few thousand schedules in the build; {@code -Dgil.schedules=1000000
 * -Dgil.schedules.seed=1} for more, or others.
 */
class BufferSchedulesTest {
  private static final int SCHEDULES = Integer.getInteger("gil.schedules", 3_000);
  private static final int TRAPPING = 100; // each buffer costs a handshake of all threads
  private static final long SEED = Long.getLong("gil.schedules.seed", 20_250_916L);
  private static final long LEAKED = 64L << 20;

  private final GlobalLock lock = GlobalLock.create("schedules");
  private final ExecutorService second = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    second.shutdownNow();
    lock.close();
  }

  private void play(long seed) throws Exception {
    BufferSchedule schedule = new BufferSchedule(lock, seed);
    Future<?> other = second.submit(() -> schedule.play(1));
    try {
      schedule.play(0);
      other.get(30, TimeUnit.SECONDS);
      schedule.end();
    } catch (Exception | AssertionError e) {
      throw new AssertionError("schedule " + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void memoryOfTheLibraryIsNeitherMisusedNorLeaked() throws Throwable {
    for (int i = 0; i < 200; i++) {
      play(-i); // whatever is loaded once is loaded
    }
    long before = mallocatedBytes();
    for (int i = 0; i < SCHEDULES; i++) {
      play(SEED + i);
    }
    long grown = mallocatedBytes() - before;
    System.out.println(SCHEDULES + " schedules; malloc has grown by " + grown + " bytes");
    assertThat(grown).as("bytes of malloc after " + SCHEDULES + " schedules").isLessThan(LEAKED);
  }

  /** With sites on, an arena traps each late use, and says whether it is freed. */
  @Test
  void memoryIsFreedWithTheLastReferenceAndPin() throws Exception {
    try (RefCountLedger ledger = RefCountLedger.open()) {
      for (int i = 0; i < TRAPPING; i++) {
        play(~SEED - i);
      }
      assertThat(ledger.leaks()).isEmpty();
    }
  }

  /** What the C library says is allocated; zero, said aloud, where it does not say. */
  @SuppressWarnings("restricted") // the C library is what is asked
  private static long mallocatedBytes() throws Throwable {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> mallinfo = linker.defaultLookup().find("mallinfo2");
    if (mallinfo.isEmpty()) {
      System.out.println("no mallinfo2 here: leaks are looked for by traps alone");
      return 0;
    }
    MemoryLayout ten = MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, JAVA_LONG));
    MethodHandle ask = linker.downcallHandle(mallinfo.get(), FunctionDescriptor.of(ten));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) ask.invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(JAVA_LONG, 4) + info.getAtIndex(JAVA_LONG, 7); // mmapped, in use
    }
  }
}
