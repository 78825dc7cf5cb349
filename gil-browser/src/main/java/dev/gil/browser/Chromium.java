package dev.gil.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium of this machine and what drives it. Nothing is downloaded.
 *
 * @param browser the program
 * @param driver chromedriver, of the same version
 */
record Chromium(Path browser, Path driver) {
  /** What to say where there is none. */
  static final String MISSING =
      "no Chromium was found: install chromium and chromium-driver, or name them by GIL_CHROMIUM"
          + " and GIL_CHROMEDRIVER";

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** The first of each on the PATH, unless the environment names others. */
  static Optional<Chromium> find() {
    Optional<Path> browser =
        named("GIL_CHROMIUM").or(() -> BROWSERS.stream().flatMap(Chromium::onPath).findFirst());
    Optional<Path> driver = named("GIL_CHROMEDRIVER").or(() -> onPath("chromedriver").findFirst());
    return browser.flatMap(b -> driver.map(d -> new Chromium(b, d)));
  }

  private static Optional<Path> named(String variable) {
    @Nullable String value = System.getenv(variable);
    return Optional.ofNullable(value).filter(text -> !text.isEmpty()).map(Path::of);
  }

  private static Stream<Path> onPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }
}
