package dev.gil.cluster.redis;

import dev.gil.WorkerStartFailedException;
import dev.gil.cluster.engine.RedisAddress;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.MessageListener;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * A connection to the server, by Redisson, which connects again by itself. Bytes are all it sees:
 * no object is ever read by a codec of its own. Thread-safe.
 */
final class Link {
  private static final Duration ONE_TRY = Duration.ofMillis(200);
  private static final int ANSWER_MILLIS = 3_000;
  private static final List<String> REFUSALS = List.of("WRONGPASS", "NOAUTH", "NOPERM");

  private final RedissonClient redis;
  private final RedisAddress address;
  final Keys keys;

  private Link(RedissonClient redis, RedisAddress address, Keys keys) {
    this.redis = redis;
    this.address = address;
    this.keys = keys;
  }

  /**
   * Connects.
   *
   * @throws WorkerStartFailedException if the server does not answer within the patience, or
   *     refuses
   */
  static Link open(RedisAddress address, String cluster, Duration patience) {
    long start = System.nanoTime();
    while (true) {
      try {
        return new Link(Redisson.create(config(address)), address, Keys.of(cluster));
      } catch (RedisException e) {
        if (isRefusal(e)) { // whose words are not passed on: they may have what was sent
          throw new WorkerStartFailedException(
              "the Redis server at " + address + " refused the user or the password", null);
        }
        if (System.nanoTime() - start >= patience.toNanos()) {
          throw new WorkerStartFailedException(
              "no Redis server answered at "
                  + address
                  + " within "
                  + patience.toMillis()
                  + " ms. Is it started, and does it speak "
                  + (address.tls() ? "TLS" : "without TLS")
                  + " there?",
              e);
        }
        LockSupport.parkNanos(ONE_TRY.toNanos());
      }
    }
  }

  private static boolean isRefusal(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage());
      if (REFUSALS.stream().anyMatch(said::contains)) {
        return true;
      }
    }
    return false;
  }

  private static Config config(RedisAddress address) {
    Config config = new Config();
    config.setCodec(ByteArrayCodec.INSTANCE);
    config.setEventLoopGroup(Loops.ALL);
    config.setExecutor(Loops.LISTENERS);
    // Names as the JDK finds them: a resolver of Netty's own opens sockets to name servers.
    config.setAddressResolverGroupFactory((_, _, _) -> DefaultAddressResolverGroup.INSTANCE);
    // With it a call hangs whose failure has no message.
    config.setUseScriptCache(false);
    config.setUsername(address.user());
    config.setPassword(address.password());
    var _ =
        config
            .useSingleServer()
            .setAddress(address.url())
            .setDatabase(address.database())
            .setConnectionMinimumIdleSize(2)
            .setConnectionPoolSize(8)
            .setSubscriptionConnectionMinimumIdleSize(1)
            .setSubscriptionConnectionPoolSize(1)
            .setConnectTimeout(2_000)
            .setTimeout(ANSWER_MILLIS)
            // A task that the driver sends again might be begun twice: we know when to repeat.
            .setRetryAttempts(0)
            .setRetryDelay(new ConstantDelay(ONE_TRY))
            .setReconnectionDelay(new ConstantDelay(ONE_TRY));
    return config;
  }

  String address() {
    return address.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(UUID id) {
    return bytes(id.toString());
  }

  CompletionStage<Long> number(String script, List<Object> on, Object... arguments) {
    return redis
        .getScript(ByteArrayCodec.INSTANCE)
        .evalAsync(Mode.READ_WRITE, script, ReturnType.LONG, on, arguments);
  }

  /** The same, and waits. */
  long numberNow(String script, List<Object> on, Object... arguments) throws InterruptedException {
    return now(
        redis
            .getScript(ByteArrayCodec.INSTANCE)
            .evalAsync(Mode.READ_WRITE, script, ReturnType.LONG, on, arguments));
  }

  /** The bytes that a script answers with. */
  List<byte[]> list(String script, List<Object> on, Object... arguments)
      throws InterruptedException {
    return now(
        redis
            .getScript(ByteArrayCodec.INSTANCE)
            .evalAsync(Mode.READ_WRITE, script, ReturnType.LIST, on, arguments));
  }

  /** Waits for a letter, and has it moved; null if none came within the second. */
  byte @Nullable [] await(String from, String to) throws InterruptedException {
    return redis
        .<byte[]>getBlockingQueue(from, ByteArrayCodec.INSTANCE)
        .pollLastAndOfferFirstTo(to, 1, TimeUnit.SECONDS);
  }

  RTopic hear(String topic, MessageListener<byte[]> listener) {
    RTopic heard = redis.getTopic(topic, ByteArrayCodec.INSTANCE);
    heard.addListener(byte[].class, listener);
    return heard;
  }

  void tell(String topic, byte[] note) {
    var _ = redis.getTopic(topic, ByteArrayCodec.INSTANCE).publishAsync(note);
  }

  private static <T> T now(RFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new RedisException(e.getCause());
    }
  }

  void close() {
    redis.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
