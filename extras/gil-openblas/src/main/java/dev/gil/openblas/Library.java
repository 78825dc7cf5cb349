package dev.gil.openblas;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads the library: a file that a property names, or one from the jar. Those of the jar
 * are copied to a directory that only this user can read, loaded, and deleted at once: what is
 * mapped stays.
 */
final class Library {
  /** Names a file in place of the jar's. */
  static final String PROPERTY = "dev.gil.openblas.library";

  private Library() {}

  /**
   * Loads it, for as long as the JVM runs.
   *
   * @throws IOException if there is none, or it cannot be loaded: says why and what to do
   */
  static SymbolLookup load() throws IOException {
    @Nullable String named = System.getProperty(PROPERTY);
    return named == null
        ? fromJar(Platform.here(), Path.of(System.getProperty("java.io.tmpdir")))
        : open(Path.of(named));
  }

  static SymbolLookup fromJar(Platform platform, Path temporary) throws IOException {
    Path directory = Files.createTempDirectory(temporary, "gil-openblas");
    List<Path> copies = new ArrayList<>();
    try {
      for (String name : platform.files()) {
        try (@Nullable InputStream in = resource(platform.folder() + name)) {
          if (in != null) {
            Path copy = directory.resolve(name);
            copies.add(copy);
            Files.copy(in, copy);
          }
        }
      }
      Path library = directory.resolve(platform.library());
      if (!copies.contains(library)) {
        throw new IOException(
            "no "
                + platform.folder()
                + platform.library()
                + " on the class path: add org.bytedeco:openblas with the classifier "
                + platform.classifier()
                + ", or name a library by -D"
                + PROPERTY);
      }
      return open(library);
    } finally {
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
      }
      Files.deleteIfExists(directory);
    }
  }

  private static @Nullable InputStream resource(String path) {
    @Nullable ClassLoader own = Library.class.getClassLoader();
    return own == null ? null : own.getResourceAsStream(path);
  }

  @SuppressWarnings("restricted") // users allow it by --enable-native-access
  private static SymbolLookup open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no library " + file + ", which -D" + PROPERTY + " names");
    }
    String built = Binary.of(file);
    String wanted = Binary.here();
    if (!built.equals(wanted)) {
      throw new IOException(file.getFileName() + " is " + built + ", and this JVM is " + wanted);
    }
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file
              + " is "
              + built
              + " and does not load: a library that it needs is missing, or files there may not be"
              + " run (then -Djava.io.tmpdir names another directory)",
          e);
    }
  }
}
