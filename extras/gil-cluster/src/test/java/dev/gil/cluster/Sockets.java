package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a process has open, told by the kernel. */
final class Sockets {
  private static final String LISTENS = "0A";

  private Sockets() {}

  /** Whether the kernel tells; says so loudly where it does not. */
  static boolean areTold() {
    boolean told = Files.isReadable(Path.of("/proc/net/tcp"));
    if (!told) {
      System.out.println("!!!! THE SOCKETS OF MEMBERS WERE NOT LOOKED AT: there is no /proc/net");
    }
    return told;
  }

  /**
   * How many listen. Fails if one listens elsewhere than on loopback, is connected to somebody
   * elsewhere, or is of UDP, as one that has joined a multicast group would be.
   */
  static int listeners(long pid) throws IOException {
    Set<String> inodes = socketsOf(pid);
    assertThat(inodes).as("sockets of member %s", pid).isNotEmpty();
    int listeners = 0;
    for (String kind : List.of("tcp", "tcp6")) {
      for (String[] socket : sockets(pid, kind, inodes)) {
        assertThat(isLoopback(socket[1])).as("local end %s", socket[1]).isTrue();
        if (socket[3].equals(LISTENS)) {
          listeners++;
        } else {
          assertThat(isLoopback(socket[2])).as("far end %s", socket[2]).isTrue();
        }
      }
    }
    assertThat(sockets(pid, "udp", inodes)).as("UDP sockets").isEmpty();
    assertThat(sockets(pid, "udp6", inodes)).as("UDP sockets").isEmpty();
    return listeners;
  }

  private static Set<String> socketsOf(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        try {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException e) {
          // Closed meanwhile.
        }
      }
    }
    return inodes;
  }

  /** Lines of the kernel's table: number, local, far, state and so on, the inode tenth. */
  private static List<String[]> sockets(long pid, String kind, Set<String> inodes)
      throws IOException {
    List<String[]> found = new ArrayList<>();
    Path table = Path.of("/proc/" + pid + "/net/" + kind);
    if (!Files.exists(table)) {
      return found;
    }
    for (String line : Files.readAllLines(table)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > 9 && inodes.contains(words[9])) {
        found.add(words);
      }
    }
    return found;
  }

  private static boolean isLoopback(String address) {
    String host = address.substring(0, address.indexOf(':')).toUpperCase(Locale.ROOT);
    return (host.endsWith("7F") && host.length() == 8) // 127.*, lowest byte first
        || host.equals("00000000000000000000000001000000")
        || (host.startsWith("0000000000000000FFFF0000") && host.endsWith("7F"));
  }
}
