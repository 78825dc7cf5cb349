package dev.gil.cluster.hazelcast;

import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;

/**
 * Whether a client has a connection of its own to a member. It opens them in the background, and
 * sends meanwhile by way of another member, with which the task would be lost too. The engine's
 * public API does not tell, so this one class asks its inside.
 */
final class Directness {
  private Directness() {}

  static boolean isDirect(HazelcastInstance client, Member to) {
    return !(client instanceof HazelcastClientProxy proxy)
        || proxy.client == null // it was closed
        || proxy.client.getConnectionManager().getActiveConnection(to.getUuid()) != null;
  }
}
