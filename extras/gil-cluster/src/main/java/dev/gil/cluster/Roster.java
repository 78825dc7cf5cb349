package dev.gil.cluster;

import dev.gil.cluster.engine.ClusterMember;
import dev.gil.spi.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that one runner sends tasks to: as many as it may have workers, each with as many
 * tasks as it may have in flight. The others stand by until one is lost. Which ones differs from
 * runner to runner, so that several do not crowd on the same few. Guarded by the mutex of the
 * {@link ClusterRunner}.
 */
final class Roster {
  private final long seed;
  private final int workers;
  private final int inFlight;
  private final Map<String, Post> all = new HashMap<>();
  private List<Post> serving = List.of();
  private int next;

  Roster(long seed, int workers, int inFlight) {
    this.seed = seed;
    this.workers = workers;
    this.inFlight = inFlight;
  }

  void set(List<ClusterMember> members) {
    Map<String, Post> before = Map.copyOf(all);
    all.clear();
    for (ClusterMember member : members) {
      Post known = before.get(member.id());
      all.put(
          member.id(),
          known != null && known.member().equals(member) ? known : new Post(member, workers));
    }
    choose();
  }

  /** Also after one of them was closed, is in doubt, or is no more. */
  void choose() {
    List<Post> open = new ArrayList<>(all.values());
    open.removeIf(post -> !post.isOpen() || post.isInDoubt());
    open.sort(Comparator.comparingLong(post -> mix(post.member().id().hashCode() ^ seed)));
    List<Post> chosen = new ArrayList<>();
    int strength = 0;
    for (Post post : open) {
      if (strength >= workers) {
        break;
      }
      chosen.add(post);
      strength += post.member().strength();
    }
    serving = List.copyOf(chosen);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  boolean isEmpty() {
    return serving.isEmpty();
  }

  /** Whose turn it is of those with the fewest tasks; null if none has room. */
  @Nullable Post pick() {
    @Nullable Post best = null;
    int size = serving.size();
    int at = next;
    for (int i = 0; i < size; i++) {
      int place = (next + i) % size;
      Post post = serving.get(place);
      if (post.hasRoom(inFlight) && (best == null || post.load() < best.load())) {
        best = post;
        at = place;
      }
    }
    next = at + 1;
    return best;
  }

  List<WorkerSnapshot> snapshots() {
    return serving.stream().map(Post::snapshot).toList();
  }
}
