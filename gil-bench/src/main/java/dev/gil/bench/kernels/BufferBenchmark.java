package dev.gil.bench.kernels;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import dev.gil.bench.ContendedLock;
import dev.gil.refcount.RefCountedSegment;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 4 KiB of zeroed memory, written to and freed. */
@State(Scope.Thread)
@SuppressWarnings({"NullAway.Init", "restricted"}) // by the setup; the C library is a peer
public class BufferBenchmark {
  private static final long BYTES = 4096;
  private static final GlobalLock LOCK = ContendedLock.named("bench-buffers");
  private static final MethodHandle CALLOC =
      c("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE = c("free", FunctionDescriptor.ofVoid(ADDRESS));

  private Attachment attachment;

  private static MethodHandle c(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  @Setup(Level.Iteration)
  public void attach() {
    attachment = LOCK.attach();
  }

  @TearDown(Level.Iteration)
  public void close() {
    attachment.close();
  }

  private static long use(MemorySegment memory) {
    memory.set(JAVA_LONG, 8, 1);
    return memory.get(JAVA_LONG, BYTES - 8);
  }

  /** With a count under the lock: one retain, both releases. */
  @Benchmark
  public long gil() {
    try (RefCountedSegment buffer = RefCountedSegment.allocate(BYTES, LOCK)) {
      buffer.retain();
      long read = use(buffer.segment());
      return buffer.release() ? -1 : read;
    }
  }

  @Benchmark
  public long arenaConfined() {
    try (Arena arena = Arena.ofConfined()) {
      return use(arena.allocate(BYTES, 16));
    }
  }

  @Benchmark
  public long arenaShared() {
    try (Arena arena = Arena.ofShared()) {
      return use(arena.allocate(BYTES, 16));
    }
  }

  @Benchmark
  public long calloc() throws Throwable {
    MemorySegment address = (MemorySegment) CALLOC.invokeExact(1L, BYTES);
    long read = use(address.reinterpret(BYTES));
    FREE.invokeExact(address);
    return read;
  }
}
