package dev.gil.cluster.redis;

import dev.gil.cluster.engine.Build;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a member says of itself.
 *
 * @param build of gil
 * @param name for people
 * @param machine on which its pid means something
 * @param pid of its process
 */
record Presence(String build, String name, String machine, long pid) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Of this JVM. */
  static Presence here(String build) {
    long pid = ProcessHandle.current().pid();
    String host = host();
    return new Presence(build, host + " pid " + pid, host + ' ' + boot(), pid);
  }

  static Presence here() {
    return here(Build.HERE);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Tells machines of one name apart. */
  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "";
    }
  }

  String write() {
    return String.join("\n", build, name, machine, Long.toString(pid));
  }

  /** What is nothing of the kind becomes a member of another build. */
  static Presence read(byte[] bytes) {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    try {
      if (lines.size() == 4) {
        return new Presence(lines.get(0), lines.get(1), lines.get(2), Long.parseLong(lines.get(3)));
      }
    } catch (NumberFormatException e) {
      // Said by its build.
    }
    return new Presence("another gil", "a member", "", 0);
  }
}
