package dev.gil.bench.kernels;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gil.bench.fork.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plain loops by the C compiler of this machine: what memory lets through.
 *
 * @param library built here; empty if none was
 * @param problem why not; empty if it was
 */
record CLimit(String library, String problem) implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static CLimit build() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("gil-limit");
    Path source = directory.resolve("limit.c");
    Path library = directory.resolve("liblimit.so");
    try (@Nullable InputStream in = CLimit.class.getResourceAsStream("limit.c")) {
      Files.copy(Objects.requireNonNull(in), source);
    }
    String problem = "";
    for (String compiler : List.of("gcc", "cc")) {
      try {
        var _ =
            Fork.run(
                List.of(
                    compiler,
                    "-O3",
                    "-march=native",
                    "-ffast-math",
                    "-shared",
                    "-fPIC",
                    "-o",
                    library.toString(),
                    source.toString()),
                LIMIT);
        return new CLimit(library.toString(), "");
      } catch (IOException e) {
        problem = "no C compiler runs here";
      }
    }
    Files.deleteIfExists(source);
    Files.deleteIfExists(directory);
    return new CLimit("", problem);
  }

  @Override
  public void close() throws IOException {
    if (!library.isEmpty()) {
      Path built = Path.of(library);
      Path directory = Objects.requireNonNull(built.getParent());
      Files.deleteIfExists(built);
      Files.deleteIfExists(directory.resolve("limit.c"));
      Files.deleteIfExists(directory);
    }
  }

  @SuppressWarnings("restricted") // the library is built above
  static Contender contender(
      String library, String operation, long n, MemorySegment x, MemorySegment y) {
    SymbolLookup symbols = SymbolLookup.libraryLookup(Path.of(library), Arena.global());
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        switch (operation) {
          case "sum" -> FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, ADDRESS);
          case "dot" -> FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, ADDRESS, ADDRESS);
          default -> FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_DOUBLE, ADDRESS, ADDRESS);
        };
    String name = operation.startsWith("axpy") ? "axpy" : operation;
    MethodHandle function =
        linker.downcallHandle(symbols.find("limit_" + name).orElseThrow(), type);
    return Contender.of(() -> call(function, name, n, x, y));
  }

  private static void call(
      MethodHandle function, String name, long n, MemorySegment x, MemorySegment y) {
    try {
      switch (name) {
        case "sum" -> {
          var _ = (double) function.invokeExact(n, x);
        }
        case "dot" -> {
          var _ = (double) function.invokeExact(n, x, y);
        }
        default -> function.invokeExact(n, 1e-9, x, y);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
