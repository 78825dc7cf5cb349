package dev.gil.cluster.redis;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads of all connections of this JVM. Groups that end with their connection would leave a
 * thread of Netty's behind each time, which ends a second later.
 */
final class Loops {
  private static final int THREADS = 2;

  /** Reads and writes; daemons, and as many as there are after the first connection. */
  static final EventLoopGroup ALL =
      new MultiThreadIoEventLoopGroup(
          THREADS,
          Thread.ofPlatform().daemon().name("gil-redis-io-", 1).factory(),
          NioIoHandler.newFactory());

  /** Tells listeners of topics. */
  static final ExecutorService LISTENERS = Executors.newVirtualThreadPerTaskExecutor();

  private Loops() {}
}
