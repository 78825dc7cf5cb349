package dev.gil.testkit.explore.weave;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where woven classes came from, as far as they are not the same any more: out of a module, or from
 * a jar that was signed. Not thread-safe.
 */
final class Origins {
  private static final Map<String, Module> MODULES = new HashMap<>();

  static {
    for (Module module : ModuleLayer.boot().modules()) {
      module.getPackages().forEach(name -> MODULES.put(name, module));
    }
  }

  private final Consumer<String> losses;
  private final Map<String, Boolean> signed = new HashMap<>(); // by the name of a jar

  /**
   * Looks classes up.
   *
   * @param losses told what is lost by weaving, in words, more than once
   */
  Origins(Consumer<String> losses) {
    this.losses = losses;
  }

  void of(String className, @Nullable URL file) {
    int dot = className.lastIndexOf('.');
    Module module = MODULES.get(dot < 0 ? "" : className.substring(0, dot));
    if (module != null) {
      losses.accept(
          "woven outside of module "
              + module.getName()
              + ": packages that it keeps to itself and that are not woven are out of reach");
    }
    if (file != null && file.getProtocol().equals("jar")) {
      inJar(file);
    }
  }

  private void inJar(URL file) {
    try {
      URLConnection connection = file.openConnection();
      if (connection instanceof JarURLConnection in) {
        JarFile jar = in.getJarFile();
        if (signed.computeIfAbsent(jar.getName(), _ -> isSigned(jar))) {
          losses.accept("woven without the signature of " + Path.of(jar.getName()).getFileName());
        }
      }
    } catch (IOException e) {
      losses.accept("not known whether signed: " + file + " (" + e + ')');
    }
  }

  private static boolean isSigned(JarFile jar) {
    return jar.stream()
        .anyMatch(
            entry -> entry.getName().startsWith("META-INF/") && entry.getName().endsWith(".SF"));
  }
}
