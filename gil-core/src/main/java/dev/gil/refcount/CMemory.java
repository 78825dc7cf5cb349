package dev.gil.refcount;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code calloc} and {@code free}. Nothing but the count of its user guards this memory. */
@SuppressWarnings("restricted") // not reached without native access: OffHeap asks
final class CMemory {
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle CALLOC =
      handle("calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));

  private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ADDRESS));

  private CMemory() {}

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
  }

  static OffHeap allocate(long bytes) {
    MemorySegment address = calloc(Math.max(1, bytes));
    if (address.equals(MemorySegment.NULL)) {
      throw new OutOfMemoryError(bytes + " bytes of memory outside the heap are not to be had");
    }
    return new OffHeap(address.reinterpret(bytes), () -> free(address));
  }

  private static MemorySegment calloc(long bytes) {
    try {
      return (MemorySegment) CALLOC.invokeExact(1L, bytes);
    } catch (Throwable e) {
      throw new AssertionError("calloc throws nothing", e);
    }
  }

  private static void free(MemorySegment address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError("free throws nothing", e);
    }
  }
}
