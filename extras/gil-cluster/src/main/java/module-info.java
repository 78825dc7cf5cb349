import dev.gil.cluster.ClusterDurableStrategy;
import dev.gil.cluster.ClusterRedisStrategy;
import dev.gil.cluster.ClusterStrategy;
import dev.gil.cluster.MemberTool;
import dev.gil.spi.ParallelismStrategy;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** The strategy "cluster": the same tasks on several machines, by an engine that others keep. */
@NullMarked
module dev.gil.cluster {
  requires static io.netty.common;
  requires static io.netty.resolver;
  requires static io.netty.resolver.dns;
  requires static io.netty.transport;
  requires static org.jspecify;
  requires static redisson;
  requires com.hazelcast.core;
  requires transitive dev.gil.core;
  requires java.logging;

  exports dev.gil.cluster;

  provides ParallelismStrategy with
      ClusterStrategy,
      ClusterDurableStrategy,
      ClusterRedisStrategy;
  provides ToolProvider with
      MemberTool;
}
