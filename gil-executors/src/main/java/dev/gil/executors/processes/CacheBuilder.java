package dev.gil.executors.processes;

import dev.gil.spi.RemoteTask;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the process that makes an {@link AotCache}: runs a worker in training, has the
 * JDK make a cache of what it loaded, starts a worker with it to see that it is accepted, and puts
 * it in its place at once and whole. If it is not accepted, an empty file in its place says so.
 *
 * <p>When its parent is gone it ends its own child, deletes what is not finished, and halts.
 */
final class CacheBuilder {
  private static final int ORPHANED = 5;
  private static final Duration EXIT = Duration.ofSeconds(60);
  private static final int TASKS = 20;
  private static final byte[] LAST =
      RemoteTask.encode(
          "the last",
          gil -> {
            System.exit(0); // on this way the JVM has time to write what it has learned
            return null;
          });

  private final Path target;
  private final Path unfinished;
  private final List<String> flags;
  private final String jars;
  private final Path directory;
  private int starts;

  private volatile @Nullable Process child;
  private volatile boolean orphaned;

  private CacheBuilder(Path target, List<String> flags, List<String> jars) throws IOException {
    this.target = target;
    this.unfinished = Path.of(target + "." + ProcessHandle.current().pid());
    this.flags = flags;
    this.jars = String.join(File.pathSeparator, jars);
    this.directory = PrivateDirectory.create();
  }

  static void main(String[] args) throws IOException, InterruptedException {
    InputStream parent = System.in;
    DataInputStream orders = new DataInputStream(parent);
    Path target = Path.of(orders.readUTF());
    CacheBuilder builder = new CacheBuilder(target, read(orders), read(orders));
    Thread.ofPlatform().daemon().name("gil-parent-watch").start(() -> builder.watch(parent));
    try {
      builder.build();
    } finally {
      builder.tidy();
    }
    Runtime.getRuntime().halt(0); // the watch is in a read that an exit would wait for
  }

  private static List<String> read(DataInputStream orders) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = orders.readInt(); left > 0; left--) {
      texts.add(orders.readUTF());
    }
    return texts;
  }

  private void watch(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream()); // it has nothing more to say
    } catch (IOException e) {
      // As good as its end.
    }
    try {
      orphaned = true;
      @Nullable Process running = child;
      if (running != null) {
        running.destroyForcibly().onExit().orTimeout(1, TimeUnit.SECONDS).join();
      }
      tidy();
    } finally {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  private void tidy() {
    PrivateDirectory.delete(directory);
    var _ = unfinished.toFile().delete(); // false if it is in its place
  }

  private void build() throws IOException, InterruptedException {
    CacheDirectory.prune(Objects.requireNonNull(target.getParent()));
    Path learned = directory.resolve("learned");
    train(learned);
    Process making =
        launch(
            List.of(
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + learned,
                "-XX:AOTCache=" + unfinished),
            List.of());
    making.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (making.waitFor() != 0 || !isAccepted()) {
      Files.write(unfinished, new byte[0]);
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets a worker do what every worker does. */
  private void train(Path learned) throws IOException {
    WorkerProcess worker = worker(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + learned));
    try (Link link = worker.greet(orders())) {
      for (int id = 1; id <= TASKS; id++) {
        link.send(new Frame(FrameType.TASK, id, Rehearsal.TASK));
        var _ = link.receive();
      }
      link.send(new Frame(FrameType.TASK, TASKS + 1, LAST));
      @Nullable Frame word = link.receive();
      while (word != null) {
        word = link.receive(); // until it has gone
      }
    } finally {
      var _ = worker.await(EXIT, directory);
      worker.forget();
    }
  }

  private boolean isAccepted() throws IOException {
    WorkerProcess worker = worker(List.of("-XX:AOTCache=" + unfinished));
    try (Link _ = worker.greet(orders())) {
      return worker.hasArchive();
    } catch (IOException e) {
      return false;
    } finally {
      var _ = worker.await(Duration.ZERO, directory);
      worker.forget();
    }
  }

  private WorkerProcess worker(List<String> mode) throws IOException {
    return WorkerProcess.of(launch(mode, List.of(WorkerMain.class.getName())), "cache");
  }

  private Process launch(List<String> mode, List<String> main) throws IOException {
    List<String> line = new ArrayList<>(flags);
    line.add("-XX:ErrorFile=" + directory.resolve("crash"));
    line.addAll(WorkerCommand.QUIET);
    line.addAll(mode);
    line.add("-cp");
    line.add(jars);
    Path arguments = directory.resolve(++starts + ".arguments");
    WorkerCommand.write(arguments, line);
    List<String> command = new ArrayList<>();
    command.add(WorkerCommand.launcher().toString());
    command.add("@" + arguments);
    command.addAll(main);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    child = process;
    if (orphaned) {
      process.destroyForcibly(); // the watch may not have seen it
    }
    return process;
  }

  private WorkerOrders orders() {
    byte[] nonce = new byte[WorkerSetup.NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new WorkerOrders(
        directory.resolve(starts + ".sock").toString(),
        directory.resolve(starts + ".turn").toString(),
        directory.toString(),
        starts,
        nonce,
        1,
        TimeUnit.MILLISECONDS.toNanos(5),
        "",
        false,
        List.of(),
        Rehearsal.TASK);
  }
}
