package dev.gil.cluster.engine;

import java.util.List;

/**
 * A client of a cluster engine: moves bytes to members and brings their answers back. Nothing above
 * it knows which engine it is.
 *
 * <p>Thread-safe. No method but {@link #close} waits for a member.
 */
public interface Engine {
  /** Sets who hears of changes and notes, once, before anything is sent. */
  void listen(EngineListener listener);

  /**
   * Who can take tasks now. An engine that chooses the member itself has one entry, which stands
   * for all.
   *
   * @return empty if the cluster is out of reach
   */
  List<ClusterMember> members();

  /**
   * Sends an {@link Envelope}.
   *
   * @param receipt told once how it ended, on any thread; perhaps before this returns
   */
  void send(ClusterMember to, byte[] envelope, Receipt receipt);

  /** Sends a {@link Note}, past the tasks that wait there. May be lost with the member. */
  void tell(ClusterMember to, byte[] note);

  /** Where members send notes to this client; set up by the first call. */
  String noteAddress();

  /** Which cluster it is, where, and who in it is of no use, for errors. */
  String description();

  /** Ends it, and returns when its threads have ended. Members go on. */
  void close();
}
