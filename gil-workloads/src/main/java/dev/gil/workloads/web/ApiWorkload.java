package dev.gil.workloads.web;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.site.SiteProcess;

/**
 * Asks a server for items in JSON, 50 ms each. Now and then it is too busy and says when to come
 * back; then the task does, a few times.
 */
public final class ApiWorkload implements Workload {
  private static final Size SIZE = new Size("calls", 1, 100_000, 100, 50);
  private static final int AT_ONCE = 100;

  /** For {@link java.util.ServiceLoader}. */
  public ApiWorkload() {}

  @Override
  public String id() {
    return "api";
  }

  @Override
  public String story() {
    return "makes JSON calls that take 50 ms each, again where the server was busy";
  }

  @Override
  public Kind kind() {
    return Kind.IO;
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public int workers() {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers) {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers, long size) {
    return (int) size;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) throws Exception {
    return new ApiTrial(SiteProcess.start(seed), (int) size, tasks, seed, Limits.DEFAULTS);
  }
}
