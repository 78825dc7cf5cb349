package dev.gil.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.durableexecutor.DurableExecutorService;
import com.hazelcast.durableexecutor.DurableExecutorServiceFuture;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.Whereabouts;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that Hazelcast keeps, with a copy on a second member, by its {@code
 * DurableExecutorService}: it runs them again itself when their member is lost, and they outlive
 * this client. Each costs a round trip more, to be kept, and one to be forgotten.
 */
public final class HazelcastDurableEngine extends ClientEngine {
  private final DurableExecutorService tasks;
  private final Keys keys;

  private HazelcastDurableEngine(Connection connection) {
    super(connection);
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
    @Nullable Member member = present(to, receipt);
    if (member == null) {
      return;
    }
    DurableExecutorServiceFuture<byte[]> kept =
        tasks.submitToKeyOwner(new Delivery(envelope, true), keys.ownedBy(member));
    CompletionStage<byte[]> result = stage(kept);
    long ticket;
    try {
      ticket = kept.getTaskId();
    } catch (IllegalStateException e) {
      var _ = result.whenComplete((_, why) -> receipt.lost(why == null ? e : why));
      return;
    }
    receipt.accepted(Long.toString(ticket));
    deliver(result, receipt, () -> forget(ticket));
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
    return stage(reply)
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
}
