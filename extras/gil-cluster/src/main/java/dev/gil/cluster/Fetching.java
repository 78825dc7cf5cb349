package dev.gil.cluster;

import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.hazelcast.HazelcastDurableEngine;
import dev.gil.spi.Job;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.spi.Runner;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.Trait;
import java.time.Duration;
import java.util.Set;

/** Ends whatever it is given by the result of a task that ran before. */
record Fetching(HazelcastDurableEngine engine, String ticket) implements ParallelismStrategy {
  @Override
  public String id() {
    return "cluster-durable";
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.NEEDS_SERIALIZABLE);
  }

  @Override
  public Runner open(StrategySettings settings) {
    return new Runner() {
      @Override
      public void start(Job<?> job) {
        if (job.begin()) {
          fetch(job);
        }
      }

      @Override
      public boolean close(boolean now, Duration wait) {
        return true;
      }
    };
  }

  private void fetch(Job<?> job) {
    var _ =
        engine
            .fetch(ticket)
            .whenComplete(
                (bytes, failure) -> {
                  if (failure != null || bytes == null) {
                    job.fail(
                        new WorkerLostException(
                            "the result of ticket "
                                + ticket
                                + " is not to be had from "
                                + engine.description()
                                + ": it was fetched before, or no member has it any more",
                            failure),
                        true);
                    return;
                  }
                  Reply reply = Reply.read(bytes);
                  if (reply.kind() == Reply.Kind.OUTCOME) {
                    job.completeEncoded(reply.body());
                  } else {
                    job.fail(new WorkerLostException("a member " + reply.words(), null), true);
                  }
                });
  }
}
