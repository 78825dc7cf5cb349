package dev.gil.io;

import dev.gil.Gil;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is waited for, read from and written to detached. */
final class DetachingProcess extends Process {
  private final Process process;
  private final InputStream output;
  private final InputStream error;
  private final OutputStream input;

  DetachingProcess(Process process) {
    this.process = process;
    this.output = Detaching.inputStream(process.getInputStream());
    this.error = Detaching.inputStream(process.getErrorStream());
    this.input = Detaching.outputStream(process.getOutputStream());
  }

  @Override
  public int waitFor() throws InterruptedException {
    return Gil.detached(() -> process.waitFor());
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return Gil.detached(() -> process.waitFor(timeout, unit));
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return error;
  }

  @Override
  public OutputStream getOutputStream() {
    return input;
  }

  @Override
  public int exitValue() {
    return process.exitValue();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void destroy() {
    process.destroy();
  }

  @Override
  public Process destroyForcibly() {
    process.destroyForcibly();
    return this;
  }

  @Override
  public boolean supportsNormalTermination() {
    return process.supportsNormalTermination();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessHandle toHandle() {
    return process.toHandle();
  }

  @Override
  public ProcessHandle.Info info() {
    return process.info();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return process.children();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return process.onExit().thenApply(_ -> this);
  }

  @Override
  public String toString() {
    return "detaching " + process;
  }
}
