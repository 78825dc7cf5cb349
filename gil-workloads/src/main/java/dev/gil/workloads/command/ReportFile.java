package dev.gil.workloads.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file that a report will be written to, known to be writable before the work begins. */
public final class ReportFile {
  /** What lies below these is no file but a door into the system. */
  private static final List<Path> NO_FILES =
      List.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

  private final Path file;

  private ReportFile(Path file) {
    this.file = file;
  }

  /**
   * Checks a target, by opening it.
   *
   * @throws ParameterException if it cannot be written: says why
   */
  public static ReportFile at(CommandLine line, String option, Path target) {
    Path file = target.toAbsolutePath().normalize();
    try {
      check(file);
      boolean isNew = Files.notExists(file);
      Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ParameterException(
          line, option + " " + target + " cannot be written: " + reason(e), e);
    }
    return new ReportFile(file);
  }

  public Path path() {
    return file;
  }

  public void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void check(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    Path real = Files.exists(file) ? file.toRealPath() : folder.toRealPath();
    for (Path system : NO_FILES) {
      if (file.startsWith(system) || real.startsWith(system)) {
        throw new IOException("it is no file on a disk");
      }
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "access is denied";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
