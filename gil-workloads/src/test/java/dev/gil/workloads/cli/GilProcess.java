package dev.gil.workloads.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One start of the gil jar: how it ended and what it wrote. */
record GilProcess(int status, String out, String err) {
  private static final long LIMIT_MINUTES = 5;

  static GilProcess run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(jdkTool("java"));
    line.add("-jar");
    line.add(System.getProperty("gil.jar"));
    line.addAll(List.of(arguments));
    return start(line);
  }

  static String jdkTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  static GilProcess start(List<String> line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).start();
    process.getOutputStream().close();
    var out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
    var err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(line + " did not end in " + LIMIT_MINUTES + " minutes");
    }
    return new GilProcess(process.exitValue(), out.join(), err.join());
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
