package dev.gil.executors.processes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's cache of loaded and linked classes for one kind of worker: a file in the user's cache
 * directory that the JVM maps at its start, in place of reading and linking the classes again. Its
 * name says for which JDK, processor, flags and jars it was made, so that it never need be updated.
 * Whatever goes wrong with it, workers start without.
 *
 * <p>The JDK makes a cache for jars only, and accepts it if they come first in the class path. So
 * it covers the entries before the first directory; {@link WorkerClassPath} puts gil's own there.
 *
 * <p>Thread-safe.
 *
 * @param file which may not exist, or be empty: then no cache that works could be made, and is
 *     tried again after a day
 * @param flags of the workers, without properties
 * @param jars the entries of the class path that it covers
 */
record AotCache(Path file, List<String> flags, List<String> jars) {
  static final String SUFFIX = ".aot";

  /** A try that failed may have met a full disk, or too little memory. */
  private static final long RETRY_MILLIS = 24 * 3_600_000;

  /**
   * Flags with which a JVM may be started once more, in the background: they name no file, no port
   * and no agent, and are not about caches themselves.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "-X(mx|ms|mn|ss)\\w+|-XX:[+-](?!\\w*(Shar|CDS|Archive|AOT|Dump|Flight))\\w+"
              + "|-XX:\\w+=[0-9.]+[kKmMgGtT]?"
              + "|-(ea|da|esa|dsa|enableassertions|disableassertions|enablesystemassertions"
              + "|disablesystemassertions)(:.*)?"
              + "|--enable-preview|--(add-opens|add-exports|add-modules|enable-native-access"
              + "|illegal-native-access|sun-misc-unsafe-memory-access"
              + "|illegal-final-field-mutation)=.*");

  /**
   * The cache for workers with these flags and this class path; null if there can be none.
   *
   * @param mine some directory of this user's
   * @throws IOException if a jar has gone, or the directory is not private
   */
  static @Nullable AotCache of(List<String> allFlags, String classPath, Path mine)
      throws IOException {
    List<String> flags = new ArrayList<>();
    for (String flag : allFlags) {
      if (flag.startsWith("-Djava.system.class.loader") || flag.startsWith("-Xlog")) {
        return null;
      } else if (!flag.startsWith("-D")) {
        flags.add(flag);
      }
    }
    List<String> jars = jars(classPath);
    if (!jars.containsAll(WorkerClassPath.ownFiles())
        || !flags.stream().allMatch(flag -> HARMLESS.matcher(flag).matches())) {
      return null;
    }
    @Nullable Path directory = CacheDirectory.find(mine);
    return directory == null
        ? null
        : new AotCache(directory.resolve(digest(flags, jars) + SUFFIX), flags, jars);
  }

  private static List<String> jars(String classPath) {
    List<String> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!Files.isRegularFile(Path.of(entry))) {
        break;
      }
      jars.add(entry);
    }
    return jars;
  }

  /** The name for these flags and jars as they are now. */
  static String digest(List<String> flags, List<String> jars) throws IOException {
    List<String> key = new ArrayList<>();
    key.add(System.getProperty("java.home"));
    key.add(System.getProperty("java.vm.version"));
    key.add(System.getProperty("os.arch"));
    key.add(processor());
    key.addAll(flags);
    for (String jar : jars) {
      BasicFileAttributes is = Files.readAttributes(Path.of(jar), BasicFileAttributes.class);
      key.add(jar + '\n' + is.size() + '\n' + is.lastModifiedTime());
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : key) {
        sha.update((part + '\0').getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /** What the processor can do, where that is a file to be read; a home may be on many machines. */
  private static String processor() {
    try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/cpuinfo"))) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("flags") || line.startsWith("Features")) {
          return line;
        }
      }
    } catch (IOException e) {
      // Not Linux: the architecture has to do.
    }
    return "";
  }

  /** Whether workers can be started with it. */
  boolean isUsable() {
    return Files.isRegularFile(file) && file.toFile().length() > 0;
  }

  /** Whether nobody has tried to make it lately, as far as can be seen. */
  boolean isMissing() {
    File made = file.toFile();
    return !made.exists()
        || (made.length() == 0 && System.currentTimeMillis() - made.lastModified() > RETRY_MILLIS);
  }

  /** Caches that are used are kept. */
  void used() {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      // It goes a little earlier.
    }
  }

  /** The JVM refused it, or ended with it: another may be made. */
  void refused() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is not used again by the runner that found it out.
    }
  }
}
