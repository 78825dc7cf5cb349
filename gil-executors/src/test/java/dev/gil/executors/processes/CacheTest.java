package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers start with a cache, or without, and tasks never notice. */
class CacheTest extends PoolTest {
  private static final String CACHED = "worker: cache used";
  private static final String REFUSED = "worker: cache unused";
  private static final String PLAIN = "worker: none used";

  @TempDir static Path jars;
  private static String classPath = "";

  @TempDir Path home;
  private final List<Process> parents = new ArrayList<>();

  /** One parent of {@link CachedParent}'s kind. */
  private record Parent(Process process, OutputStream in, BufferedReader out) {
    String opensAPool() throws IOException {
      in.write('\n');
      in.flush();
      String line = String.valueOf(out.readLine());
      while (line.startsWith("#") || line.isEmpty()) {
        line = String.valueOf(out.readLine()); // what a JVM prints that crashes
      }
      return line;
    }
  }

  @BeforeAll
  static void packJars() throws Exception {
    List<String> packed = new ArrayList<>();
    for (Class<?> type : List.of(GlobalLock.class, WorkerMain.class, CachedParent.class)) {
      packed.add(jarOf(type, packed.size()).toString());
    }
    classPath = String.join(File.pathSeparator, packed);
  }

  private static Path jarOf(Class<?> type, int number) throws Exception {
    Path from = location(type);
    if (Files.isRegularFile(from)) {
      return from;
    }
    Path jar = jars.resolve("classes-" + number + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(from.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static Path location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Parent parent(Path cache, String... flags) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(WorkerCommand.launcher().toString());
    line.add("-Dgil.processes.cache=" + cache);
    line.addAll(List.of(flags));
    line.addAll(List.of("-cp", classPath, CachedParent.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    WorkerCommand.INHERITED_VARIABLES.forEach(builder.environment()::remove);
    Process process = builder.start();
    parents.add(process);
    return new Parent(process, process.getOutputStream(), process.inputReader());
  }

  @AfterEach
  void killParents() {
    parents.forEach(Process::destroyForcibly);
  }

  private static List<Path> in(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  /** The cache, when it has been made by a parent that opened a pool. */
  private static Path made(Path cache) throws Exception {
    await(
        "a cache",
        () -> {
          try {
            return Files.isDirectory(cache)
                && in(cache).size() == 1
                && in(cache).getFirst().toString().endsWith(AotCache.SUFFIX);
          } catch (IOException e) {
            return false;
          }
        });
    return in(cache).getFirst();
  }

  @Test
  void aCacheIsMadeForTheWorkersOfTheNextPool() throws Exception {
    Parent parent = parent(home.resolve("gil"));
    assertThat(parent.opensAPool()).isEqualTo(PLAIN);
    assertThat(made(home.resolve("gil"))).isNotEmptyFile();
    assertThat(parent.opensAPool()).isEqualTo(CACHED);
    assertThat(parent(home.resolve("gil")).opensAPool()).isEqualTo(CACHED);
  }

  @Test
  void theDirectoryOfCachesIsPrivate() throws Exception {
    Path cache = home.resolve("a").resolve("gil");
    assertThat(parent(cache).opensAPool()).isEqualTo(PLAIN);
    assertThat(Files.getPosixFilePermissions(cache)).hasSize(3);
  }

  @Test
  void aFileOfGarbageIsReplacedAndTasksRunMeanwhile() throws Exception {
    Path cache = home.resolve("gil");
    Parent first = parent(cache);
    first.opensAPool();
    Path file = made(cache);
    Files.writeString(file, "garbage".repeat(100_000));
    assertThat(parent(cache).opensAPool()).isEqualTo(REFUSED);
    assertThat(file).doesNotExist();
    Parent last = parent(cache);
    assertThat(last.opensAPool()).isEqualTo(PLAIN);
    made(cache);
    assertThat(last.opensAPool()).isEqualTo(CACHED);
  }

  /** The JVM does not check the bytes: it crashes before it has called back. */
  @Test
  void aCacheWithAHoleNeverFailsATask() throws Exception {
    Path cache = home.resolve("gil");
    parent(cache).opensAPool();
    Path file = made(cache);
    byte[] noise = new byte[4 << 20];
    new Random(1).nextBytes(noise);
    try (RandomAccessFile writes = new RandomAccessFile(file.toFile(), "rw")) {
      writes.seek(1 << 20);
      writes.write(noise);
    }
    assertThat(parent(cache).opensAPool()).isIn(REFUSED, PLAIN);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsDoneWithout() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    assertThat(parent(file.resolve("gil")).opensAPool()).isEqualTo(PLAIN);
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsNotBelieved() throws Exception {
    Path cache = Files.createDirectory(home.resolve("gil"));
    var permissions = Files.getPosixFilePermissions(cache);
    permissions.add(java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE);
    Files.setPosixFilePermissions(cache, permissions);
    Parent parent = parent(cache);
    assertThat(parent.opensAPool()).isEqualTo(PLAIN);
    assertThat(parent.process().children()).noneMatch(CacheTest::isBuilder);
  }

  @Test
  void switchedOffNothingIsMade() throws Exception {
    Parent parent = parent(home.resolve("gil"), "-Dgil.processes.aot=off");
    assertThat(parent.opensAPool()).isEqualTo(PLAIN);
    assertThat(parent.process().children()).noneMatch(CacheTest::isBuilder);
    assertThat(home.resolve("gil")).doesNotExist();
  }

  @Test
  void whenTheParentIsKilledTheBuildEndsAndLeavesNothing() throws Exception {
    Path cache = home.resolve("gil");
    Parent parent = parent(cache, "-Djava.io.tmpdir=" + home);
    parent.opensAPool();
    await("the builder", () -> parent.process().descendants().anyMatch(CacheTest::isBuilder));
    List<ProcessHandle> descendants = parent.process().descendants().toList();
    parent.process().destroyForcibly().waitFor();
    await("the end of the builder", () -> descendants.stream().noneMatch(p -> runs(p.pid())));
    assertThat(in(cache)).isEmpty();
  }

  @Test
  void otherFlagsAndOtherJarsHaveAnotherName() throws Exception {
    Path jar = Files.write(home.resolve("a.jar"), new byte[1]);
    List<String> jars = List.of(jar.toString());
    String name = AotCache.digest(List.of("-XX:+UseSerialGC"), jars);
    assertThat(AotCache.digest(List.of("-XX:+UseSerialGC"), jars)).isEqualTo(name);
    assertThat(AotCache.digest(List.of("-XX:+UseSerialGC", "-ea"), jars)).isNotEqualTo(name);
    Files.write(jar, new byte[2]);
    assertThat(AotCache.digest(List.of("-XX:+UseSerialGC"), jars)).isNotEqualTo(name);
  }

  private static boolean isBuilder(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .map(line -> line.contains(CacheBuilder.class.getName()))
        .orElse(false);
  }

  @Test
  void aTryThatFailedIsRepeatedTheNextDay() throws Exception {
    AotCache cache = new AotCache(home.resolve("a" + AotCache.SUFFIX), List.of(), List.of());
    assertThat(cache.isMissing()).isTrue();
    Files.createFile(cache.file());
    assertThat(cache.isMissing()).isFalse();
    assertThat(cache.isUsable()).isFalse();
    Files.setLastModifiedTime(
        cache.file(), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(cache.isMissing()).isTrue();
    Files.write(cache.file(), new byte[] {1});
    Files.setLastModifiedTime(
        cache.file(), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(cache.isMissing()).isFalse();
  }
}
