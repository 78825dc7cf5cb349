package dev.gil.cluster;

import dev.gil.WorkerStartFailedException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Members on this machine, each a JVM with the class path of this one, for trying a cluster and for
 * tests. They end with this JVM. What they print appears on its error stream.
 */
final class LocalMembers implements AutoCloseable {
  private static final Map<String, LocalMembers> SHARED = new ConcurrentHashMap<>();
  private static final long START_SECONDS = 120;
  private static final int THREADS = 16;

  /** Whose certificates are taken, here and there. */
  private static final String TRUSTED = "javax.net.ssl.trustStore";

  /** The environment variable that tells a member its server. */
  private static final String REDIS = "GIL_MEMBER_REDIS";

  private final String cluster;
  private final List<String> addresses;
  private final List<String> arguments;
  private final List<Process> processes; // in the places of their addresses; guarded by this

  private final @Nullable String redis; // told by the environment: lists of processes are public

  private LocalMembers(
      String cluster, List<String> addresses, @Nullable String redis, List<String> arguments) {
    this.cluster = cluster;
    this.addresses = addresses;
    this.redis = redis;
    this.arguments = arguments;
    this.processes = new ArrayList<>();
  }

  /** Those of this JVM for a cluster; started by the first call. */
  static LocalMembers shared(String cluster, int count) {
    return SHARED.computeIfAbsent(
        cluster + ' ' + count, _ -> start(cluster, count, THREADS, List.of()));
  }

  /** The same for members that take tasks from a Redis server. */
  static LocalMembers sharedByRedis(String cluster, int count, String redis) {
    return SHARED.computeIfAbsent(
        cluster + ' ' + count + " redis",
        _ -> startByRedis(cluster, count, redis, THREADS, List.of()));
  }

  /**
   * Starts some and waits until all are ready.
   *
   * @param threads of each
   * @param more to go in front of the class path
   */
  static LocalMembers start(String cluster, int count, int threads, List<String> more) {
    return start(
        new LocalMembers(cluster, freeAddresses(count), null, threads(threads)), count, more);
  }

  /** The same, of members that take tasks from a Redis server. */
  static LocalMembers startByRedis(
      String cluster, int count, String redis, int threads, List<String> more) {
    return start(new LocalMembers(cluster, List.of(), redis, threads(threads)), count, more);
  }

  private static List<String> threads(int count) {
    return List.of("--threads", Integer.toString(count));
  }

  private static LocalMembers start(LocalMembers members, int count, List<String> more) {
    List<Start> starts = new ArrayList<>();
    boolean ready = false;
    try {
      for (int place = 0; place < count; place++) {
        starts.add(members.launch(place, more));
      }
      starts.forEach(Start::await);
      ready = true;
    } finally {
      if (!ready) {
        members.close();
      }
    }
    return members;
  }

  /** Free at this moment, that is: nobody else takes them meanwhile, most likely. */
  private static List<String> freeAddresses(int count) {
    List<ServerSocket> held = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        addresses.add("127.0.0.1:" + socket.getLocalPort());
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for a member", e);
    }
    return List.copyOf(addresses);
  }

  private record Start(Process process, CompletableFuture<String> ready) {
    void await() {
      try {
        var _ = ready.get(START_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WorkerStartFailedException("interrupted while a member started", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new WorkerStartFailedException(
            "a member on this machine (pid " + process.pid() + ") did not say READY: " + e, e);
      }
    }
  }

  /** Starts the one of a place again, after it has ended, and waits until it is ready. */
  void restart(int place, List<String> more) {
    launch(place, more).await();
  }

  private synchronized Start launch(int place, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--sun-misc-unsafe-memory-access=allow"); // or the engine's use of it is warned of
    command.add("--enable-native-access=ALL-UNNAMED");
    @Nullable String trusted = System.getProperty(TRUSTED);
    if (trusted != null) {
      command.add("-D" + TRUSTED + '=' + trusted);
    }
    command.add("-cp");
    command.add(classPath(more));
    command.add(MemberMain.class.getName());
    command.addAll(List.of("--cluster", cluster));
    if (redis == null) {
      String address = addresses.get(place);
      command.addAll(List.of("--join", String.join(",", addresses)));
      command.addAll(List.of("--port", address.substring(address.indexOf(':') + 1)));
    } else {
      command.addAll(List.of("--redis", "env:" + REDIS, "--allow-insecure-network"));
    }
    command.addAll(arguments);
    command.add("--until-input-ends");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      if (redis != null) {
        builder.environment().put(REDIS, redis);
      }
      Process process = builder.start();
      if (place < processes.size()) {
        processes.set(place, process);
      } else {
        processes.add(process);
      }
      CompletableFuture<String> ready = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon()
          .name("gil-member-output-" + place)
          .start(() -> listen(process, ready));
      return new Start(process, ready);
    } catch (IOException e) {
      throw new WorkerStartFailedException("a member could not be started: " + command, e);
    }
  }

  private static void listen(Process process, CompletableFuture<String> ready) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), System.out.charset()))) {
      for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("READY ")) {
          ready.complete(line);
        } else {
          said.append('\n').append(line);
          System.err.println(line);
        }
        said.setLength(Math.min(said.length(), 8_000));
      }
    } catch (IOException e) {
      said.append('\n').append(e);
    }
    ready.completeExceptionally(new IOException("it ended before, having printed:" + said));
  }

  private static String classPath(List<String> more) {
    List<String> entries = new ArrayList<>(more);
    for (String path : List.of("jdk.module.path", "java.class.path")) {
      for (String entry : System.getProperty(path, "").split(File.pathSeparator, -1)) {
        if (!entry.isEmpty()) {
          entries.add(Path.of(entry).toAbsolutePath().toString());
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  List<String> addresses() {
    return addresses;
  }

  synchronized Process process(int place) {
    return processes.get(place);
  }

  /** Ends them, by force if they do not within some seconds. */
  @Override
  public void close() {
    List<Process> all;
    synchronized (this) {
      all = List.copyOf(processes);
    }
    all.forEach(Process::destroy);
    for (Process process : all) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          var _ = process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        var _ = process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
