package dev.gil.cluster.engine;

/** What an engine tells without being asked, on threads of its own, which must not be held up. */
public interface EngineListener {
  /** Members came, or went. */
  void membersChanged();

  /** A member sent a {@link Note} to this client. */
  void heard(byte[] note);
}
