package dev.gil.bench.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import java.util.List;

/** A member of the engine without gil, with the options of {@link Members}. */
final class BareMember {
  private BareMember() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    Config config = new Config();
    config.setClusterName(after(words, "--cluster"));
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(Integer.parseInt(after(words, "--port")));
    config.getNetworkConfig().setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (String member : after(words, "--join").split(",", -1)) {
      join.getTcpIpConfig().addMember(member);
    }
    config
        .getExecutorConfig(BareCalls.TASKS)
        .setPoolSize(Integer.parseInt(after(words, "--threads")));
    Hazelcast.newHazelcastInstance(config);
    System.out.println("READY");
    var _ = System.in.read();
    Runtime.getRuntime().halt(0);
  }

  private static String after(List<String> words, String option) {
    return words.get(words.indexOf(option) + 1);
  }
}
