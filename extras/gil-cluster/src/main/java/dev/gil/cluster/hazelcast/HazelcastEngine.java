package dev.gil.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.IExecutorService;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.Whereabouts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tasks to members of our choice, by Hazelcast's {@code IExecutorService}. With a member its tasks
 * are lost, and Hazelcast says so at once when the connection breaks, or after 10 s of silence.
 */
public final class HazelcastEngine extends ClientEngine {
  private final IExecutorService tasks;

  private HazelcastEngine(Connection connection) {
    super(connection);
    this.tasks = connection.client().getExecutorService(Names.TASKS);
  }

  /**
   * Connects.
   *
   * @throws dev.gil.WorkerStartFailedException if no member answers within the patience
   */
  public static Engine open(Whereabouts where) {
    return new HazelcastEngine(Connection.open(where));
  }

  @Override
  public void send(ClusterMember to, byte[] envelope, Receipt receipt) {
    @Nullable Member member = present(to, receipt);
    if (member != null) {
      deliver(onMember(tasks, new Delivery(envelope, false), member), receipt, () -> {});
    }
  }

  /**
   * To one member by the method for several: that for one waits for every hundredth result, lest
   * its caller be too fast, and here what is under way is bounded already.
   */
  static <T> CompletionStage<T> onMember(IExecutorService on, Callable<T> call, Member member) {
    return stage(Objects.requireNonNull(on.submitToMembers(call, List.of(member)).get(member)));
  }

  @Override
  public void tell(ClusterMember to, byte[] note) {
    @Nullable Member member = connection.member(to);
    if (member != null) {
      connection.tell(member, note);
    }
  }
}
