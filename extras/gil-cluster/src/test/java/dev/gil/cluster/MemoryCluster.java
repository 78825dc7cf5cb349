package dev.gil.cluster;

import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.TaskId;
import dev.gil.cluster.member.Outside;
import dev.gil.cluster.member.Station;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Members on threads of this JVM, which can be lost like any others, and their engine. */
final class MemoryCluster {
  private static final ThreadLocal<@Nullable Node> HERE = new ThreadLocal<>();

  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final Set<Port> ports = ConcurrentHashMap.newKeySet();
  private final AtomicInteger started = new AtomicInteger();

  MemoryCluster(int members) {
    for (int i = 0; i < members; i++) {
      add();
    }
  }

  private void add() {
    nodes.add(new Node(started.incrementAndGet()));
    ports.forEach(port -> Objects.requireNonNull(port.listener).membersChanged());
  }

  /** In a task: its member is lost with all that it has, and another one comes. */
  static void crash() {
    Objects.requireNonNull(HERE.get(), "not in a member").die();
    throw new IllegalStateException("its answer is not heard any more");
  }

  Engine open() {
    return new Port();
  }

  private final class Node implements Outside {
    final ClusterMember member;
    final Station station;
    final Map<Receipt, Boolean> flights = new ConcurrentHashMap<>();
    volatile boolean dead;

    Node(int number) {
      member = new ClusterMember("id-" + number, "node-" + number, 0, 1);
      station = new Station(member.name(), this);
    }

    void die() {
      dead = true;
      nodes.remove(this);
      add();
      flights.keySet().forEach(receipt -> receipt.lost(new IOException("it died")));
    }

    @Override
    public void send(String noteAddress, byte[] note) {
      ports.forEach(port -> Objects.requireNonNull(port.listener).heard(note));
    }

    @Override
    public int begins(TaskId id) {
      return 1;
    }
  }

  /** One client's way to all of them. */
  private final class Port implements Engine {
    volatile @Nullable EngineListener listener;
    private final List<Thread> threads = new ArrayList<>(); // guarded by this

    @Override
    public void listen(EngineListener hears) {
      listener = hears;
      ports.add(this);
    }

    @Override
    public List<ClusterMember> members() {
      return nodes.stream().map(node -> node.member).toList();
    }

    private @Nullable Node node(ClusterMember of) {
      return nodes.stream().filter(node -> node.member.equals(of)).findFirst().orElse(null);
    }

    @Override
    public synchronized void send(ClusterMember to, byte[] envelope, Receipt receipt) {
      @Nullable Node node = node(to);
      if (node == null) {
        receipt.lost(new IOException("it is not there"));
        return;
      }
      node.flights.put(receipt, true);
      threads.removeIf(thread -> !thread.isAlive());
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("node")
              .start(
                  () -> {
                    HERE.set(node);
                    byte[] reply = node.station.deliver(envelope, false);
                    if (!node.dead) {
                      node.flights.remove(receipt);
                      receipt.answered(reply);
                    }
                  }));
    }

    @Override
    public void tell(ClusterMember to, byte[] note) {
      @Nullable Node node = node(to);
      if (node != null) {
        node.station.tell(note);
      }
    }

    @Override
    public String noteAddress() {
      return "everybody";
    }

    @Override
    public String description() {
      return "the cluster in memory";
    }

    @Override
    public void close() {
      ports.remove(this);
      List<Thread> left;
      synchronized (this) {
        left = List.copyOf(threads);
      }
      for (Thread thread : left) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
