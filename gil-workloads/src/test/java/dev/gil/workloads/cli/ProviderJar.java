package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A jar with one provider in it, as a stranger would build it against the gil jar. */
final class ProviderJar {
  private ProviderJar() {}

  static Path of(Path folder, Class<?> service, String type, String source) throws Exception {
    String path = type.replace('.', '/');
    Path file = folder.resolve("source").resolve(path + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = folder.resolve("classes");
    GilProcess javac =
        GilProcess.start(
            List.of(
                GilProcess.jdkTool("javac"),
                "-cp",
                System.getProperty("gil.jar"),
                "-d",
                classes.toString(),
                file.toString()));
    assertThat(javac.status()).as(javac.err()).isZero();

    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), type + "\n");
    Path jar = folder.resolve("provider.jar");
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        add(out, classes.relativize(each).toString(), each);
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name.replace('\\', '/')));
    Files.copy(file, out);
    out.closeEntry();
  }
}
