package dev.gil.cluster.hazelcast;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import dev.gil.cluster.engine.Silence;
import dev.gil.cluster.engine.Whereabouts;

/** How a client is set up: it speaks to the addresses named, and to nobody else. */
final class ClientSetup {
  private ClientSetup() {}

  static ClientConfig of(Whereabouts where) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(where.cluster());
    config.setClassLoader(ClientSetup.class.getClassLoader());
    config.getNetworkConfig().setAddresses(where.join());
    config.getNetworkConfig().setConnectionTimeout(2_000);
    // It starts and reconnects in the background, for ever: how long to wait is said by our own
    // patience, whose end does not end the client.
    config
        .getConnectionStrategyConfig()
        .setAsyncStart(true)
        .setReconnectMode(ReconnectMode.ASYNC)
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(100)
        .setMaxBackoffMillis(1_000)
        .setClusterConnectTimeoutMillis(-1);
    config.setProperty("hazelcast.client.heartbeat.interval", "1000");
    config.setProperty("hazelcast.client.heartbeat.timeout", Silence.MILLIS);
    config.setProperty("hazelcast.client.invocation.timeout.seconds", Silence.SECONDS);
    config.setProperty("hazelcast.client.statistics.enabled", "false");
    config.getMetricsConfig().setEnabled(false);
    Names.restrict(config.getSerializationConfig(), new Parcels());
    return config;
  }
}
