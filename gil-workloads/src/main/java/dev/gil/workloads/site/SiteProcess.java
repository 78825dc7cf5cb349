package dev.gil.workloads.site;

import dev.gil.workloads.companion.CompanionProcess;
import java.io.IOException;
import java.net.URI;

/**
 * A web site on the loopback interface, in a process of its own, at a port that was free. What is
 * under its paths: see {@link Content}. Thread-safe; ends with this process at the latest.
 */
public final class SiteProcess implements AutoCloseable {
  private final CompanionProcess process;
  private final int port;
  private final int refusingPort;

  private SiteProcess(CompanionProcess process) {
    this.process = process;
    this.port = Integer.parseInt(process.said().get(0));
    this.refusingPort = Integer.parseInt(process.said().get(1));
  }

  /**
   * Starts it.
   *
   * @param seed of its content
   * @throws IOException if it cannot be started
   */
  public static SiteProcess start(long seed) throws IOException, InterruptedException {
    return new SiteProcess(CompanionProcess.start(SiteMain.class, Long.toString(seed)));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** An address of it. */
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** An address at which nobody listens. */
  public URI refused(String path) {
    return URI.create("http://127.0.0.1:" + refusingPort + path);
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.handle();
  }

  @Override
  public void close() {
    process.close();
  }
}
