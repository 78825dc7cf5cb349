package dev.gil.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.topic.TopicOverloadPolicy;
import dev.gil.cluster.engine.Address;
import dev.gil.cluster.engine.Silence;
import dev.gil.cluster.member.MemberOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** How a member is set up: at one address, told whom to join, calling nobody else. */
final class MemberSetup {
  private static final int BEGUN_SECONDS = 60 * 60;

  private MemberSetup() {}

  static Config of(MemberOptions options, Parcels parcels, String build) {
    Config config = new Config();
    config.setClusterName(options.cluster());
    config.setClassLoader(Thread.currentThread().getContextClassLoader());
    network(config.getNetworkConfig(), options);
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", Silence.SECONDS);
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getExecutorConfig(Names.TASKS).setPoolSize(options.threads()).setQueueCapacity(0);
    config.getExecutorConfig(Names.NOTICES).setPoolSize(1).setQueueCapacity(0);
    config
        .getDurableExecutorConfig(Names.DURABLE)
        .setPoolSize(options.threads())
        .setDurability(1)
        .setCapacity(options.durableCapacity());
    config
        .getReliableTopicConfig(Names.NOTES + '*')
        .setTopicOverloadPolicy(TopicOverloadPolicy.DISCARD_OLDEST);
    config.getMapConfig(Names.BEGUN).setBackupCount(1).setTimeToLiveSeconds(BEGUN_SECONDS);
    config.getMemberAttributeConfig().setAttribute(Names.BUILD, build);
    config
        .getMemberAttributeConfig()
        .setAttribute(Names.PID, Long.toString(ProcessHandle.current().pid()));
    Names.restrict(config.getSerializationConfig(), parcels);
    return config;
  }

  private static void network(NetworkConfig network, MemberOptions options) {
    Address at = options.address();
    network.setPort(at.port()).setPortAutoIncrement(false);
    network.setReuseAddress(true);
    network.getInterfaces().setEnabled(true).addInterface(number(at.host()));
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    join.getTcpIpConfig().addMember(at.toString());
    options.join().forEach(join.getTcpIpConfig()::addMember);
  }

  /** The engine compares it with what the machine's interfaces have. */
  private static String number(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host " + host + " is not known here", e);
    }
  }
}
