package dev.gil.workloads.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where further strategies and workloads come from. */
final class ClassPathOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "Jars and folders with further strategies and workloads.")
  private @Nullable String path;

  /** Makes them visible to this thread and those it starts, for as long as the program runs. */
  void install() {
    if (path == null) {
      return;
    }
    List<URL> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(url(entry));
      }
    }
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(
                "class-path", entries.toArray(URL[]::new), GilCommand.class.getClassLoader()));
  }

  /** Them, for another JVM that is started in the same directory; empty if none were named. */
  String path() {
    return Objects.requireNonNullElse(path, "");
  }

  private URL url(String entry) {
    try {
      Path file = Path.of(entry).toAbsolutePath();
      if (!Files.isReadable(file)) {
        throw new ParameterException(
            spec.commandLine(), "--class-path " + entry + " is not there or cannot be read");
      }
      return file.toUri().toURL();
    } catch (InvalidPathException | MalformedURLException e) {
      throw new ParameterException(
          spec.commandLine(), "--class-path " + entry + " is no path: " + e.getMessage(), e);
    }
  }
}
