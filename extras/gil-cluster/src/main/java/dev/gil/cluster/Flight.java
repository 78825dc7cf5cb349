package dev.gil.cluster;

import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.TaskId;
import dev.gil.spi.Job;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One sending of one job. Whoever is first to say how it ended owns the end; a later answer is a
 * duplicate, discarded and counted.
 */
final class Flight implements Receipt {
  private static final VarHandle LANDED;

  static {
    try {
      LANDED = MethodHandles.lookup().findVarHandle(Flight.class, "landed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ClusterRunner runner;
  final Job<?> job;
  final TaskId id;
  final Post post;

  @SuppressWarnings("unused") // through LANDED
  private boolean landed;

  Flight(ClusterRunner runner, Job<?> job, TaskId id, Post post) {
    this.runner = runner;
    this.job = job;
    this.id = id;
    this.post = post;
  }

  @Override
  public void accepted(String ticket) {
    runner.accepted(this, ticket);
  }

  @Override
  public void answered(byte[] reply) {
    if (land()) {
      runner.answered(this, reply);
    } else {
      runner.answeredLate();
    }
  }

  @Override
  public void lost(Throwable why) {
    if (land()) {
      runner.lost(this, why);
    }
  }

  private boolean land() {
    return LANDED.compareAndSet(this, false, true);
  }
}
