package dev.gil.cluster.hazelcast;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.TaskId;
import dev.gil.cluster.member.MemberOptions;
import dev.gil.cluster.member.Outside;
import dev.gil.cluster.member.RunningMember;
import dev.gil.cluster.member.Station;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A member of a Hazelcast cluster in this JVM. */
public final class HazelcastMember implements RunningMember {
  private final HazelcastInstance instance;
  private final Station station;
  private final String address;

  private HazelcastMember(HazelcastInstance instance, Station station, String address) {
    this.instance = instance;
    this.station = station;
    this.address = address;
  }

  /** Starts it; it takes tasks when this returns. */
  public static RunningMember start(MemberOptions options) {
    return start(options, Build.HERE);
  }

  /** One that says it is of another build, for tests. */
  static HazelcastMember start(MemberOptions options, String build) {
    Parcels parcels = new Parcels();
    Uplink uplink = new Uplink();
    Station station = new Station(options.address().toString(), uplink);
    parcels.are(station);
    HazelcastInstance instance =
        Hazelcast.newHazelcastInstance(MemberSetup.of(options, parcels, build));
    uplink.instance.complete(instance);
    com.hazelcast.cluster.Address at = instance.getCluster().getLocalMember().getAddress();
    return new HazelcastMember(instance, station, at.getHost() + ':' + at.getPort());
  }

  private static final class Uplink implements Outside {
    final CompletableFuture<HazelcastInstance> instance = new CompletableFuture<>();

    /** Waits, for a task that came while the instance was being made. */
    private HazelcastInstance up() {
      return instance.join();
    }

    @Override
    public void send(String noteAddress, byte[] note) {
      up().getReliableTopic(noteAddress).publish(note);
    }

    @Override
    public int begins(TaskId id) {
      IMap<String, Integer> begun = up().getMap(Names.BEGUN);
      String key = id.toString();
      if (begun.putIfAbsent(key, 1) == null) {
        return 1; // as nearly always, so that this costs one call
      }
      begun.lock(key); // a key of its own: nobody waits unless the task runs twice this moment
      try {
        int times = Objects.requireNonNullElse(begun.get(key), 0) + 1;
        begun.set(key, times);
        return times;
      } finally {
        begun.unlock(key);
      }
    }
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public boolean stop(Duration limit) throws InterruptedException {
    boolean drained = station.drain(limit);
    instance.shutdown();
    return drained;
  }
}
