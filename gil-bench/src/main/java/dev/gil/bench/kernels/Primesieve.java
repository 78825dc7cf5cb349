package dev.gil.bench.kernels;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** The C++ library primesieve, with one thread, called in this process. */
final class Primesieve {
  private static final List<String> NAMES =
      List.of(
          "libprimesieve.so",
          "libprimesieve.so.12",
          "libprimesieve.so.11",
          "libprimesieve.so.9",
          "libprimesieve.dylib");

  private Primesieve() {}

  /** Why it is not here; empty if it is. */
  static String problem() {
    return library().isPresent() ? "" : "libprimesieve is not installed";
  }

  @SuppressWarnings("restricted") // a library of the system that whoever starts the bench installed
  private static Optional<SymbolLookup> library() {
    for (String name : NAMES) {
      try {
        return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
      } catch (IllegalArgumentException e) {
        // by another name, perhaps
      }
    }
    return Optional.empty();
  }

  /** Counts the primes below a number. */
  @SuppressWarnings("restricted")
  static Contender counting(long to, long due) {
    SymbolLookup library = library().orElseThrow();
    Linker linker = Linker.nativeLinker();
    MethodHandle threads =
        linker.downcallHandle(
            library.findOrThrow("primesieve_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
    MethodHandle count =
        linker.downcallHandle(
            library.findOrThrow("primesieve_count_primes"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    return Contender.of(
        () -> {
          try {
            threads.invokeExact(1);
            PrimesFork.expect(due, (long) count.invokeExact(0L, to - 1));
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
