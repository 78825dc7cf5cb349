package dev.gil.cluster.engine;

/** What becomes of one envelope: it may be accepted, then it ends once, one way or the other. */
public interface Receipt {
  /** The engine keeps the task and its result, whatever becomes of this client. */
  void accepted(String ticket);

  /** The member has answered by a {@link Reply}. */
  void answered(byte[] reply);

  /**
   * No answer will come: the member, or the way to it, is lost. Whether the task began there, ran
   * or even ended is not known.
   */
  void lost(Throwable why);
}
