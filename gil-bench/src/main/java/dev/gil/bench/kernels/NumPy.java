package dev.gil.bench.kernels;

import dev.gil.bench.convoy.PythonPeer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * NumPy in a process of its own, one thread, that computes when it is told to: rounds alternate.
 */
final class NumPy implements Contender, AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private NumPy(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The first Python that imports it. */
  static PythonPeer python() {
    return PythonPeer.importing("numpy");
  }

  static NumPy start(String program, AlgebraCase one) throws IOException {
    String operation = one.operation().startsWith("axpy") ? "axpy" : one.operation();
    return start(program, "algebra.py", List.of(operation, Integer.toString(one.size())));
  }

  /** By a script of this package. */
  static NumPy start(String program, String script, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-c", text(script)));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MKL_NUM_THREADS", "1");
    return new NumPy(builder.start());
  }

  private static String text(String script) throws IOException {
    try (@Nullable InputStream in = NumPy.class.getResourceAsStream(script)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public long nanos(int times) throws IOException {
    return Long.parseLong(answer(Integer.toString(times)));
  }

  /** What it says to an order of another kind. */
  double ask(String order) throws IOException {
    return Double.parseDouble(answer(order));
  }

  private String answer(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    @Nullable String line = answers.readLine();
    if (line == null) {
      throw new IOException("NumPy ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
