package dev.gil.cluster.member;

import dev.gil.cluster.engine.TaskId;

/** What a member asks of its engine. */
public interface Outside {
  /** Sends a note to a client; it may be lost. */
  void send(String noteAddress, byte[] note);

  /**
   * How often a task was begun, on any member, this time included. Asked of those that the engine
   * may give to a second member.
   */
  int begins(TaskId id);
}
