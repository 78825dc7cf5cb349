package dev.gil.bench.kernels;

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
 * A library of Python's in a process of its own, one thread, that computes when it is told to:
 * rounds alternate.
 */
final class InPython implements Contender, AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private InPython(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param program the Python
   * @param script of this package's resources
   * @param arguments of the script
   */
  static InPython start(String program, String script, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-c", text(script)));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MKL_NUM_THREADS", "1");
    return new InPython(builder.start());
  }

  private static String text(String script) throws IOException {
    try (@Nullable InputStream in = InPython.class.getResourceAsStream(script)) {
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
      throw new IOException("Python ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
