package dev.gil.bench.cluster;

import dev.gil.bench.fork.Fork;
import dev.gil.cluster.ClusterSettings;
import dev.gil.cluster.MemberMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Members on this machine, of gil's or bare ones of the engine. They end with this JVM. */
final class Members implements AutoCloseable {
  private final String cluster;
  private final Class<?> main;
  private final int threads;
  private final List<String> addresses = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private Members(Class<?> main, String cluster, int count, int threads) throws IOException {
    this.main = main;
    this.cluster = cluster + '-' + ProcessHandle.current().pid();
    this.threads = threads;
    for (int i = 0; i < count; i++) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        addresses.add("127.0.0.1:" + free.getLocalPort());
      }
    }
    for (int i = 0; i < count; i++) {
      processes.add(start(i));
    }
  }

  static Members ofGil(int count, int threads) throws IOException {
    return new Members(MemberMain.class, "bench", count, threads);
  }

  static Members bare(int count, int threads) throws IOException {
    return new Members(BareMember.class, "bare", count, threads);
  }

  private Process start(int place) throws IOException {
    String address = addresses.get(place);
    List<String> command =
        Fork.jvm(
            List.of("--sun-misc-unsafe-memory-access=allow"),
            main,
            List.of(
                "--cluster",
                cluster,
                "--port",
                address.substring(address.indexOf(':') + 1),
                "--join",
                String.join(",", addresses),
                "--threads",
                Integer.toString(threads),
                "--until-input-ends"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (line == null || !line.startsWith("READY")) {
      throw new IOException("a member said " + line);
    }
    return process;
  }

  /** In the place of one that has ended. */
  void restart(int place) throws IOException, InterruptedException {
    processes.get(place).waitFor();
    processes.set(place, start(place));
  }

  int placeOf(long pid) {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).pid() == pid) {
        return i;
      }
    }
    throw new IllegalStateException("no member has pid " + pid);
  }

  void kill(int place) {
    processes.get(place).destroyForcibly();
  }

  String cluster() {
    return cluster;
  }

  List<String> addresses() {
    return List.copyOf(addresses);
  }

  ClusterSettings settings() {
    return ClusterSettings.of(cluster).join(addresses.toArray(String[]::new));
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
