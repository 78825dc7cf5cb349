package dev.gil.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What a member has open: it listens on loopback alone, has joined no multicast group, and is
 * connected to nobody but loopback.
 */
class OpenSocketsTest extends MembersTest {
  @Test
  void membersListenOnLoopbackAloneAndCallNobodyElse() throws IOException {
    if (Sockets.areTold()) {
      var _ = openWhole(new ClusterStrategy(cluster.settings()), ALL);
      assertThat(listeners()).as("sockets that listen").isEqualTo(TestCluster.MEMBERS);
    }
  }

  private int listeners() throws IOException {
    int listeners = 0;
    for (int place = 0; place < TestCluster.MEMBERS; place++) {
      listeners += Sockets.listeners(cluster.process(place).pid());
    }
    return listeners;
  }
}
