package dev.gil.executors.processes;

import dev.gil.GlobalLock;
import java.io.File;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this JVM can load from files, as one class path: patches, the modules of the
 * application, its class path, and what the class loaders round the caller add.
 */
final class WorkerClassPath {
  private static final String PATCH = "--patch-module=";
  private static final Pattern OWN = Pattern.compile("gil-(core|executors)-[^/]*\\.jar$");

  private final Set<String> entries = new LinkedHashSet<>();

  private WorkerClassPath() {}

  /**
   * The class path for a worker.
   *
   * @param parentArguments of this JVM
   * @param context whose chain of loaders is searched for jars
   */
  static String of(List<String> parentArguments, @Nullable ClassLoader context) {
    WorkerClassPath path = new WorkerClassPath();
    for (String argument : parentArguments) {
      if (argument.startsWith(PATCH)) {
        path.addAll(argument.substring(argument.indexOf('=', PATCH.length()) + 1));
      }
    }
    path.addModules(ModuleLayer.boot());
    @Nullable ModuleLayer own = WorkerClassPath.class.getModule().getLayer();
    if (own != null && own != ModuleLayer.boot()) {
      path.addModules(own);
    }
    path.addAll(System.getProperty("java.class.path", ""));
    path.addLoaders(context);
    path.addLoaders(WorkerClassPath.class.getClassLoader());
    return String.join(File.pathSeparator, ownFirst(path.entries));
  }

  /**
   * With gil's own jars in front if a directory comes before them, since the cache of a worker
   * covers what comes before the first directory. Only jars that hold nothing else: what they could
   * hide or be hidden by is theirs.
   */
  private static List<String> ownFirst(Set<String> entries) {
    List<String> ordered = new ArrayList<>(entries);
    List<String> own = new ArrayList<>(ownFiles());
    own.removeIf(file -> !entries.contains(file) || !OWN.matcher(file).find());
    if (!own.isEmpty() && !Files.isRegularFile(Path.of(ordered.getFirst()))) {
      ordered.removeAll(own);
      ordered.addAll(0, own);
    }
    return ordered;
  }

  /** The files or directories that a worker's own classes come from. */
  static Set<String> ownFiles() {
    WorkerClassPath own = new WorkerClassPath();
    for (Class<?> type : List.of(WorkerMain.class, GlobalLock.class)) {
      @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        own.addFile(URI.create(source.getLocation().toString()));
      }
    }
    return own.entries;
  }

  private void addAll(String paths) {
    if (!paths.isEmpty()) {
      for (String entry : paths.split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry).toAbsolutePath().toString()); // an empty entry is the directory
      }
    }
  }

  private void addModules(ModuleLayer layer) {
    for (ResolvedModule module : layer.configuration().modules()) {
      module.reference().location().ifPresent(this::addFile);
    }
  }

  private void addLoaders(@Nullable ClassLoader innermost) {
    for (ClassLoader loader = innermost; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          try {
            addFile(url.toURI());
          } catch (URISyntaxException e) {
            // No file has such a name.
          }
        }
      }
    }
  }

  private void addFile(URI uri) {
    if ("file".equalsIgnoreCase(uri.getScheme())) {
      try {
        entries.add(Path.of(uri).toString());
      } catch (IllegalArgumentException | FileSystemNotFoundException e) {
        throw new InvalidPathException(uri.toString(), "cannot be put on a worker's class path");
      }
    }
  }
}
