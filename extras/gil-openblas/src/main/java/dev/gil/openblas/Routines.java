package dev.gil.openblas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Semaphore;

/**
 * The library's functions.
 *
 * @param dgemm {@code cblas_dgemm}; the others in the same way
 * @param places how many threads may be inside: the library has working memory for some dozens, and
 *     ends the process beyond
 */
record Routines(
    MethodHandle dgemm,
    MethodHandle sgemm,
    MethodHandle daxpy,
    MethodHandle saxpy,
    MethodHandle ddot,
    MethodHandle sdot,
    MethodHandle dsum,
    Semaphore places) {
  private static final int MOST_AT_ONCE = 32;

  /**
   * Binds them, and makes every call run on its own thread alone.
   *
   * @throws IOException if the library is no OpenBLAS
   */
  static Routines of(SymbolLookup library) throws IOException {
    MethodHandle threads =
        bind(library, "openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));
    try {
      threads.invokeExact(1);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    return new Routines(
        bind(library, "cblas_dgemm", product(JAVA_DOUBLE)),
        bind(library, "cblas_sgemm", product(JAVA_FLOAT)),
        bind(library, "cblas_daxpy", sum(JAVA_DOUBLE)),
        bind(library, "cblas_saxpy", sum(JAVA_FLOAT)),
        bind(library, "cblas_ddot", dot(JAVA_DOUBLE)),
        bind(library, "cblas_sdot", dot(JAVA_FLOAT)),
        bind(
            library, "cblas_dsum", FunctionDescriptor.of(JAVA_DOUBLE, JAVA_INT, ADDRESS, JAVA_INT)),
        new Semaphore(MOST_AT_ONCE));
  }

  private static FunctionDescriptor product(ValueLayout number) {
    MemoryLayout[] sizes = {JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT};
    return FunctionDescriptor.ofVoid(sizes)
        .appendArgumentLayouts(
            number, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, number, ADDRESS, JAVA_INT);
  }

  private static FunctionDescriptor sum(ValueLayout number) {
    return FunctionDescriptor.ofVoid(JAVA_INT, number, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
  }

  private static FunctionDescriptor dot(ValueLayout number) {
    return FunctionDescriptor.of(number, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
  }

  @SuppressWarnings("restricted") // users allow it by --enable-native-access
  private static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor type)
      throws IOException {
    return Linker.nativeLinker()
        .downcallHandle(
            library.find(name).orElseThrow(() -> new IOException("the library has no " + name)),
            type);
  }

  /** What a call can throw is thrown by the JVM alone. */
  static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
