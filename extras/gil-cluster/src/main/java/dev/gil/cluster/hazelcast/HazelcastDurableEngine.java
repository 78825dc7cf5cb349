package dev.gil.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.durableexecutor.DurableExecutorService;
import com.hazelcast.durableexecutor.DurableExecutorServiceFuture;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.Whereabouts;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that Hazelcast keeps, with a copy on a second member, by its {@code
 * DurableExecutorService}: it runs them again itself when their member is lost, and they outlive
 * this client. Each costs a round trip more, to be kept, and one to be forgotten.
 */
public final class HazelcastDurableEngine implements Engine {
  private final Connection connection;
  private final DurableExecutorService tasks;
  private final Keys keys;

  private HazelcastDurableEngine(Connection connection) {
    this.connection = connection;
    this.tasks = connection.client().getDurableExecutorService(Names.DURABLE);
    this.keys = new Keys(connection.client().getPartitionService());
  }

  /**
   * Connects.
   *
   * @throws dev.gil.WorkerStartFailedException if no member answers within the patience
   */
  public static HazelcastDurableEngine open(Whereabouts where) {
    return new HazelcastDurableEngine(Connection.open(where));
  }

  @Override
  public void listen(EngineListener listener) {
    connection.listen(listener);
  }

  @Override
  public List<ClusterMember> members() {
    return connection.members();
  }

  /** On a thread of its own, since the client waits until the task is kept. */
  @Override
  public void send(ClusterMember to, byte[] envelope, Receipt receipt) {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    submit(to, envelope, receipt);
                  } catch (RuntimeException e) {
                    receipt.lost(e);
                  }
                });
  }

  private void submit(ClusterMember to, byte[] envelope, Receipt receipt) {
    @Nullable Member member = connection.member(to);
    if (member == null) {
      receipt.lost(new IllegalStateException("it has left the cluster"));
      return;
    }
    DurableExecutorServiceFuture<byte[]> kept =
        tasks.submitToKeyOwner(new Delivery(envelope, true), keys.ownedBy(member));
    CompletionStage<byte[]> result = HazelcastEngine.stage(kept);
    long ticket;
    try {
      ticket = kept.getTaskId();
    } catch (IllegalStateException e) {
      var _ = result.whenComplete((_, why) -> receipt.lost(why == null ? e : why));
      return;
    }
    receipt.accepted(Long.toString(ticket));
    var _ =
        result.whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                receipt.answered(Objects.requireNonNull(reply));
                forget(ticket);
              } else {
                receipt.lost(failure);
              }
            });
  }

  private void forget(long ticket) {
    var _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    tasks.disposeResult(ticket);
                  } catch (RuntimeException e) {
                    // The ring it lies in forgets it in its turn.
                  }
                });
  }

  /**
   * The reply to a task that was accepted before, perhaps for another client; it may still run.
   * Once fetched it is forgotten.
   */
  public CompletionStage<byte[]> fetch(String ticket) {
    long id = Long.parseLong(ticket);
    Future<byte[]> reply = tasks.retrieveResult(id);
    return HazelcastEngine.stage(reply)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                forget(id);
              }
            });
  }

  /** To all: where the task is by now, only the engine knows. */
  @Override
  public void tell(ClusterMember to, byte[] note) {
    connection.tellAll(note);
  }

  @Override
  public String noteAddress() {
    return connection.noteAddress();
  }

  @Override
  public String description() {
    return connection.description();
  }

  @Override
  public void close() {
    connection.close();
  }
}
