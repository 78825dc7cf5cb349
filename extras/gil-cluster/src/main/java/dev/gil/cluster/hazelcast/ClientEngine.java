package dev.gil.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Receipt;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What both engines on a Hazelcast client do alike: all but sending. */
abstract sealed class ClientEngine implements Engine
    permits HazelcastEngine, HazelcastDurableEngine {
  final Connection connection;

  ClientEngine(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void listen(EngineListener listener) {
    connection.listen(listener);
  }

  @Override
  public List<ClusterMember> members() {
    return connection.members();
  }

  /** Null once it has left, and then the receipt has been told. */
  final @Nullable Member present(ClusterMember to, Receipt receipt) {
    @Nullable Member member = connection.member(to);
    if (member == null) {
      receipt.lost(new IllegalStateException("it has left the cluster"));
    }
    return member;
  }

  /** What the client returns is a stage, as of 5.0. */
  @SuppressWarnings("unchecked")
  static <T> CompletionStage<T> stage(Future<T> future) {
    return (CompletionStage<T>) future;
  }

  /** Tells a receipt of the end; {@code then} goes on after an answer. */
  static void deliver(CompletionStage<byte[]> reply, Receipt receipt, Runnable then) {
    var _ =
        reply.whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                receipt.answered(Objects.requireNonNull(bytes));
                then.run();
              } else {
                receipt.lost(failure);
              }
            });
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
