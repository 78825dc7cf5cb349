package dev.gil.cluster.redis;

import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.ClusterMember;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who is there, as the server was asked some times a second. A process that was killed is missed by
 * its connection, which the kernel closes; one that stands still, by its heartbeat. For one thread.
 */
final class Census {
  /** A connection that breaks is opened again within a moment: that is no loss yet. */
  private static final int MISSES = 2;

  private static final int FIELDS = 4;

  /** A dash: it takes nothing more. */
  private static final int NO_WORDS = 1;

  /**
   * What was found.
   *
   * @param serving those that take tasks of this build
   * @param gone ids of those that nothing more will come from
   * @param strangers those of other builds, in words
   */
  record Finding(List<ClusterMember> serving, Set<UUID> gone, List<String> strangers) {}

  private final Presence here = Presence.here();
  private final Map<UUID, Integer> misses = new HashMap<>();

  Finding read(List<byte[]> rows) {
    List<ClusterMember> serving = new ArrayList<>();
    Set<UUID> gone = new HashSet<>();
    List<String> strangers = new ArrayList<>();
    Set<UUID> known = new HashSet<>();
    for (int i = 0; i + FIELDS <= rows.size(); i += FIELDS) {
      UUID id = UUID.fromString(text(rows.get(i)));
      byte[] words = rows.get(i + 1);
      boolean alive = text(rows.get(i + 2)).equals("1");
      boolean hears = !text(rows.get(i + 3)).equals("0");
      known.add(id);
      int missed = hears ? 0 : misses.merge(id, 1, Integer::sum);
      if (hears) {
        misses.remove(id);
      }
      if (!alive || missed >= MISSES) {
        gone.add(id);
      } else if (words.length > NO_WORDS && hears) {
        add(id, Presence.read(words), serving, strangers);
      }
    }
    misses.keySet().retainAll(known);
    return new Finding(List.copyOf(serving), Set.copyOf(gone), List.copyOf(strangers));
  }

  private void add(
      UUID id, Presence presence, List<ClusterMember> serving, List<String> strangers) {
    if (presence.build().equals(Build.HERE)) {
      long pid = presence.machine().equals(here.machine()) ? presence.pid() : 0;
      serving.add(new ClusterMember(id.toString(), presence.name(), pid, 1));
    } else {
      strangers.add(presence.name() + " runs " + presence.build() + ", this JVM " + Build.HERE);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
