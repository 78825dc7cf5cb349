package dev.gil.testkit.explore;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Another JVM with these classes on its class path, in which explored threads are virtual. */
public final class ChildJvm {
  private ChildJvm() {}

  /** What {@code main} prints there; fails if it does not end well. */
  public static String output(Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(command(main, flags, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = child.waitFor();
    if (status != 0) {
      throw new AssertionError(main.getName() + " ended with " + status + ": " + printed);
    }
    return printed;
  }

  private static List<String> command(Class<?> main, List<String> flags, String... arguments) {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    path.add(Path.of("target", "classes").toAbsolutePath().toString());
    path.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      path.add(System.getProperty(property, ""));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("--add-opens");
    command.add("java.base/java.lang=ALL-UNNAMED");
    command.add("-cp");
    command.add(path.toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
