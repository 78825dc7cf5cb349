package dev.gil.executors.processes;

import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Job;

/** A task on its way into a worker that was chosen for it. */
record Sending(Link link, Flight flight) {
  /** Why a task cannot be sent that does not fit into a frame. */
  static TaskNotSerializableException tooLarge(Job<?> job) {
    return new TaskNotSerializableException(
        "task \""
            + job.label()
            + "\" is "
            + job.encode().length
            + " bytes; a worker takes at most "
            + Frame.MAX_PAYLOAD
            + ". Let the task read its input itself");
  }

  /** Outside any mutex: a large task takes the kernel a while. */
  void send() {
    boolean heard = flight.job.options().progress().isPresent();
    FrameType type = heard ? FrameType.TASK_WITH_PROGRESS : FrameType.TASK;
    link.send(new Frame(type, flight.id, flight.job.encode()));
    if (flight.stopping) {
      link.send(Frame.of(FrameType.CANCEL, flight.id));
    }
  }
}
