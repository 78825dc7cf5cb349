package dev.gil.workloads.companion;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that does something for this one, and ends when this one does: its standard input is a pipe
 * whose other end only this process holds, so the kernel closes it however this process dies.
 *
 * <p>It says in one line that it is ready and where; what it says before is kept for the error if
 * that line never comes. Thread-safe.
 */
public final class CompanionProcess implements AutoCloseable {
  static final String READY = "ready ";
  private static final int MOST_SAID = 4_000;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);

  private static final List<String> LEAN =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Xmx128m",
          "-XX:MaxDirectMemorySize=512m", // for answers that are kept
          "-XX:-UsePerfData");

  private final Process process;
  private final List<String> said;

  private CompanionProcess(Process process, List<String> said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param main its class, which calls {@link Companion#ready} and {@link Companion#endWithParent}
   * @throws IOException if it does not become ready: says what it wrote
   */
  public static CompanionProcess start(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return start(List.of(), "", main, arguments);
  }

  /**
   * Starts one with more flags and classes, and waits until it is ready.
   *
   * @param flags of its JVM, after the usual ones
   * @param classPath what is not on this JVM's class path; may be empty
   * @param main its class, which calls {@link Companion#ready} and {@link Companion#endWithParent}
   * @throws IOException if it does not become ready: says what it wrote
   */
  public static CompanionProcess start(
      List<String> flags, String classPath, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(LEAN);
    line.addAll(flags);
    line.add("-cp");
    line.add(
        classPath.isEmpty() ? classPath(main) : classPath(main) + File.pathSeparator + classPath);
    line.add(main.getName());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    Process process = builder.start();
    var said = new CompletableFuture<List<String>>();
    Thread.ofPlatform()
        .daemon()
        .name("companion-" + process.pid())
        .start(() -> listen(process, said));
    try {
      return new CompanionProcess(process, said.get(START.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(main.getSimpleName() + " was not ready in " + START.toSeconds() + " s");
    } catch (ExecutionException e) {
      process.destroyForcibly();
      throw new IOException(main.getSimpleName() + " did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Reads to the end, so that it never waits for room in the pipe. */
  private static void listen(Process process, CompletableFuture<List<String>> ready) {
    StringBuilder other = new StringBuilder();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(List.of(line.substring(READY.length()).split(" ")));
        } else if (other.length() < MOST_SAID) {
          other.append('\n').append(line);
        }
      }
    } catch (IOException e) {
      other.append('\n').append(e);
    }
    ready.completeExceptionally(new IOException("it ended, and said:" + other));
  }

  /** Where this JVM found its classes, whether it runs by modules or not. */
  private static String classPath(Class<?> main) {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    @Nullable CodeSource source = main.getProtectionDomain().getCodeSource();
    if (source != null) {
      try {
        path.add(Path.of(source.getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("no path: " + source.getLocation(), e);
      }
    }
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      String more = Objects.requireNonNullElse(System.getProperty(property), "");
      if (!more.isEmpty()) {
        path.add(more);
      }
    }
    return path.toString();
  }

  /** What it said when it was ready, word by word. */
  public List<String> said() {
    return said;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Tells it to end and waits; kills it if it does not. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
