package dev.gil.cluster.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import com.hazelcast.topic.ReliableMessageListener;
import dev.gil.WorkerStartFailedException;
import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Whereabouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Hazelcast client, and what it knows of the members. It connects again by itself, for as long as
 * it lives. Thread-safe.
 */
final class Connection {
  /** A connection is opened soon after its member was heard of, and nobody says so. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          20, TimeUnit.MILLISECONDS, step -> Thread.ofVirtual().start(step));

  private final Whereabouts where;
  private final HazelcastInstance client;
  private volatile @Nullable Cluster cluster; // null while the client is made
  private final CountDownLatch first = new CountDownLatch(1); // member that is of use

  // Guarded by this; what is read without is a list that nobody changes.
  private boolean connected;
  private boolean closed;
  private volatile List<ClusterMember> members = List.of();
  private volatile Map<String, Member> byId = Map.of();
  private volatile List<String> strangers = List.of();
  private volatile @Nullable EngineListener listener;
  private @Nullable String noteAddress;

  private Connection(Whereabouts where) {
    this.where = where;
    ClientConfig config = ClientSetup.of(where);
    // Here, so that no event is missed; that it is connected is said by an event alone.
    var _ = config.addListenerConfig(new ListenerConfig((LifecycleListener) this::lived));
    this.client = HazelcastClient.newHazelcastClient(config);
    Cluster here = client.getCluster(); // asked of the client, it throws once that is closed
    this.cluster = here;
    var _ = here.addMembershipListener(new Comings());
    changed();
  }

  /**
   * Connects, and waits for the first member.
   *
   * @throws WorkerStartFailedException if none answers within the patience
   */
  static Connection open(Whereabouts where) {
    Connection connection = new Connection(where);
    boolean there = false;
    try {
      there = connection.first.await(where.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerStartFailedException(
          "interrupted while waiting for a member of " + connection.description(), e);
    } finally {
      if (!there) {
        connection.close();
      }
    }
    if (!there) {
      throw new WorkerStartFailedException(
          "no member of "
              + connection.description()
              + " answered within "
              + where.patience().toMillis()
              + " ms. Are they started, with this name? gil member --cluster "
              + where.cluster()
              + " --port P starts one");
    }
    return connection;
  }

  HazelcastInstance client() {
    return client;
  }

  void listen(EngineListener hears) {
    listener = hears;
  }

  List<ClusterMember> members() {
    return members;
  }

  @Nullable Member member(ClusterMember of) {
    return byId.get(of.id());
  }

  void tell(Member member, byte[] note) {
    var _ =
        HazelcastEngine.onMember(
            client.getExecutorService(Names.NOTICES), new Notice(note), member);
  }

  /** To all of them, of whatever build. */
  void tellAll(byte[] note) {
    byId.values().forEach(member -> tell(member, note));
  }

  synchronized String noteAddress() {
    String address = noteAddress;
    if (address == null) {
      address = Names.NOTES + UUID.randomUUID();
      ITopic<byte[]> topic = client.getReliableTopic(address);
      var _ = topic.addMessageListener(new Notes());
      noteAddress = address;
    }
    return address;
  }

  /** Read from where the cluster keeps them, whichever members this client is connected to. */
  private final class Notes implements ReliableMessageListener<byte[]> {
    @Override
    public void onMessage(Message<byte[]> message) {
      EngineListener hears = listener;
      if (hears != null) {
        hears.heard(message.getMessageObject());
      }
    }

    @Override
    public long retrieveInitialSequence() {
      return -1; // from now on
    }

    @Override
    public void storeSequence(long sequence) {
      // Nobody goes on from there.
    }

    @Override
    public boolean isLossTolerant() {
      return true;
    }

    @Override
    public boolean isTerminal(Throwable failure) {
      return false;
    }
  }

  String description() {
    return "cluster \""
        + where.cluster()
        + "\" (Hazelcast at "
        + String.join(", ", where.join())
        + ')'
        + (strangers.isEmpty() ? "" : "; of no use here: " + String.join(", ", strangers));
  }

  void close() {
    forgetNotes();
    client.shutdown();
  }

  private synchronized void forgetNotes() {
    closed = true;
    if (noteAddress != null) {
      try {
        client.getReliableTopic(noteAddress).destroy();
      } catch (RuntimeException e) {
        // The cluster is gone, and they with it.
      }
    }
  }

  // --- who is there

  private void lived(LifecycleEvent event) {
    switch (event.getState()) {
      case CLIENT_CONNECTED -> connected(true);
      case CLIENT_DISCONNECTED -> connected(false);
      default -> {}
    }
  }

  private void connected(boolean now) {
    synchronized (this) {
      connected = now;
    }
    changed();
  }

  private final class Comings implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      changed();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      changed();
    }
  }

  private void changed() {
    @Nullable Cluster all = cluster;
    if (all == null) {
      return;
    }
    synchronized (this) {
      List<ClusterMember> here = new ArrayList<>();
      List<String> others = new ArrayList<>();
      boolean notYet = false;
      if (connected) {
        for (Member member : all.getMembers()) {
          @Nullable String build = member.getAttribute(Names.BUILD);
          if (Build.HERE.equals(build)) {
            if (Directness.isDirect(client, member)) {
              here.add(of(member));
            } else {
              notYet = true;
            }
          } else {
            others.add(
                member.getAddress().getHost()
                    + ':'
                    + member.getAddress().getPort()
                    + (build == null
                        ? " is no member of gil's"
                        : " runs " + build + ", this JVM " + Build.HERE));
          }
        }
      }
      strangers = List.copyOf(others);
      byId =
          all.getMembers().stream()
              .collect(Collectors.toMap(member -> member.getUuid().toString(), member -> member));
      members = List.copyOf(here);
      if (!here.isEmpty()) {
        first.countDown();
      }
      if (notYet && !closed) {
        LATER.execute(this::changed);
      }
    }
    EngineListener hears = listener;
    if (hears != null) {
      hears.membersChanged();
    }
  }

  private static ClusterMember of(Member member) {
    @Nullable String pid = member.getAttribute(Names.PID);
    return new ClusterMember(
        member.getUuid().toString(),
        member.getAddress().getHost() + ':' + member.getAddress().getPort(),
        pid == null || !isHere(member) ? 0 : Long.parseLong(pid),
        1);
  }

  /** Whether it runs on this machine: elsewhere its pid means nothing. */
  private static boolean isHere(Member member) {
    try {
      InetAddress address = member.getAddress().getInetAddress();
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
