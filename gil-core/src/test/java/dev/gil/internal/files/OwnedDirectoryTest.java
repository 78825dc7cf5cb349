package dev.gil.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories go with their JVM, and no sooner. */
@Timeout(60)
class OwnedDirectoryTest {
  private static final String PREFIX = "gil-test-";

  @TempDir private Path base;

  /** Makes a directory, says so, and waits to be killed. */
  public static final class Owner {
    public static void main(String[] args) throws Exception {
      Path directory = OwnedDirectory.create(Path.of(args[0]), PREFIX);
      Files.createFile(directory.resolve("left"));
      System.out.println(directory);
      var _ = System.in.read();
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            "target/classes" + File.pathSeparator + "target/test-classes",
            Owner.class.getName(),
            base.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void oneWhoseOwnerLivesIsLeftAlone() throws Exception {
    Process owner = start();
    try {
      Path theirs = Path.of(owner.inputReader().readLine());
      OwnedDirectory.delete(OwnedDirectory.create(base, PREFIX));
      assertThat(theirs.resolve("left")).exists();
    } finally {
      owner.destroyForcibly();
    }
  }

  @Test
  void oneWhoseOwnerWasKilledIsDeletedByTheNext() throws Exception {
    Process owner = start();
    Path theirs = Path.of(owner.inputReader().readLine());
    owner.destroyForcibly();
    assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(theirs).exists();
    OwnedDirectory.delete(OwnedDirectory.create(base, PREFIX));
    assertThat(theirs).doesNotExist();
  }

  @Test
  void oneThatIsBeingMadeIsLeftAlone() throws IOException {
    Path unfinished = Files.createDirectory(base.resolve(PREFIX + "1-x-1"));
    Files.createFile(unfinished.resolve("new"));
    OwnedDirectory.deleteAbandoned(base, PREFIX);
    assertThat(unfinished).exists();
  }

  @Test
  void thoseOfThisJvmAreLeftAloneAndKeepTheirLocks() throws Exception {
    Path first = OwnedDirectory.create(base, PREFIX);
    Path second = OwnedDirectory.create(base, PREFIX);
    assertThat(first).exists();
    Process other = start(); // which looks at both
    try {
      assertThat(other.inputReader().readLine()).isNotNull();
      assertThat(first).exists();
      assertThat(second).exists();
    } finally {
      other.destroyForcibly();
      OwnedDirectory.delete(first);
      OwnedDirectory.delete(second);
    }
    assertThat(first).doesNotExist();
  }

  @Test
  void onlyTheOwnerMayEnter() throws IOException {
    Path directory = OwnedDirectory.create(base, PREFIX);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    OwnedDirectory.delete(directory);
  }
}
