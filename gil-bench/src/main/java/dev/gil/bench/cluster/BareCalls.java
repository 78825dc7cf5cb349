package dev.gil.bench.cluster;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** The engine's own executor, without gil: what a call costs there. */
final class BareCalls implements AutoCloseable {
  /** In the report. */
  static final String ID = "bare-hazelcast";

  static final String TASKS = "bare";

  private final HazelcastInstance client;
  private final IExecutorService tasks;
  private final List<Member> members;
  private int next;

  /** As a user would write it. */
  record Echo(int number) implements Callable<Integer>, Serializable {
    @Override
    public Integer call() {
      return number;
    }
  }

  BareCalls(Members there) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(there.cluster());
    config.getNetworkConfig().setAddresses(there.addresses());
    client = HazelcastClient.newHazelcastClient(config);
    tasks = client.getExecutorService(TASKS);
    members = List.copyOf(client.getCluster().getMembers());
  }

  /** To one member after the other, by the method that never waits for an answer. */
  Future<Integer> submit(int number) {
    Member member = members.get(next++ % members.size());
    Map<Member, Future<Integer>> futures = tasks.submitToMembers(new Echo(number), List.of(member));
    return Objects.requireNonNull(futures.get(member));
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
