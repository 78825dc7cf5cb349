package dev.gil.workloads.files;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;

/**
 * Reads files to their checksums: every other one is a pipe with a name (a FIFO) whose writer keeps
 * the reader waiting for 50 ms, the others are large. Reading a file is where even a virtual thread
 * blocks its carrier, so that the lock must be given up by hand, or by an adapter.
 *
 * <p>The files are in a private folder, which is deleted at the end, even if this process is
 * killed.
 */
public final class FilesWorkload implements Workload {
  private static final Size SIZE = new Size("reads", 1, 1_000, 100, 50);
  private static final int AT_ONCE = 100;

  /** For {@link java.util.ServiceLoader}. */
  public FilesWorkload() {}

  @Override
  public String id() {
    return "files";
  }

  @Override
  public String story() {
    return "reads slow pipes and large files to their checksums";
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
    return FilesTrial.of((int) size, tasks, seed);
  }
}
