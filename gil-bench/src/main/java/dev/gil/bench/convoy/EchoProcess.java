package dev.gil.bench.convoy;

import dev.gil.bench.fork.Fork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An {@link EchoPeer} in a process of its own; closing ends it. */
public final class EchoProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private EchoProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one; returns when it listens. */
  public static EchoProcess start() throws IOException {
    Process process =
        new ProcessBuilder(Fork.jvm(List.of(), EchoPeer.class, List.of()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    @Nullable String port = reader.readLine();
    if (port == null) {
      process.destroyForcibly();
      throw new IOException("the echo peer ended before it said its port");
    }
    return new EchoProcess(process, Integer.parseInt(port));
  }

  /** Where it listens, on the loopback. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
