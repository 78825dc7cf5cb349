package dev.gil.cluster.member;

import dev.gil.cluster.engine.Address;
import dev.gil.cluster.engine.RedisAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a member is to be started, from its command line.
 *
 * @param cluster its name
 * @param redis the server that it takes tasks from; null for a member of a Hazelcast cluster
 * @param address where it listens, of Hazelcast
 * @param join addresses of other members, of Hazelcast
 * @param threads how many tasks it may have at a time, of which one computes
 * @param drain how long tasks may run on when it is told to end
 * @param durableCapacity how many tasks and results it keeps for durable clients, a partition
 * @param untilInputEnds whether it ends with its standard input, and so with who started it
 */
public record MemberOptions(
    String cluster,
    @Nullable RedisAddress redis,
    Address address,
    List<String> join,
    int threads,
    Duration drain,
    int durableCapacity,
    boolean untilInputEnds) {
  /** What the command line may say. */
  public static final String USAGE =
      """
      Usage: gil member --cluster NAME [--host HOST] [--port PORT] [--join HOST:PORT,...]
                        [--threads N] [--drain SECONDS] [--allow-insecure-network]
             gil member --cluster NAME --redis ADDRESS
                        [--threads N] [--drain SECONDS] [--allow-insecure-network]
      Starts a member of a cluster: a JVM that runs tasks under a lock of its own. It prints one line
      that begins with READY, and ends in order on SIGTERM: tasks that run may end.
        --cluster NAME   clients and other members name the same
        --host HOST      where it listens; 127.0.0.1 if not given
        --port PORT      5701 if not given
        --join LIST      other members, those that are up or will be
        --redis ADDRESS  takes tasks from a Redis or Valkey server, for strategy cluster-redis, in
                         place of listening: redis://user:password@host:port, rediss:// for TLS,
                         or env:NAME for what that environment variable says
        --threads N      tasks at a time, 16 if not given; one computes, others may wait for I/O
        --drain SECONDS  how long tasks may run on after SIGTERM; 30 if not given
        --allow-insecure-network
                         lets HOST be other than loopback. There is neither encryption nor
                         authentication: whoever reaches the port can run code. Private networks only.
                         A server by rediss:// with a password needs no such word
      Start it with the class path of the application: java -cp ... dev.gil.cluster.MemberMain
      """;

  private static final int PORT = 5701;
  private static final int THREADS = 16;
  private static final int MOST_THREADS = 1_024;
  private static final int DRAIN_SECONDS = 30;
  private static final int MOST_DRAIN_SECONDS = 86_400;
  private static final int DURABLE_CAPACITY = 10_000;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it does not say enough, or too much: says what
   */
  public static MemberOptions parse(String... args) {
    Draft draft = new Draft();
    Iterator<String> words = List.of(args).iterator();
    while (words.hasNext()) {
      String word = words.next();
      int equals = word.indexOf('=');
      @Nullable String given = equals < 0 ? null : word.substring(equals + 1);
      String option = equals < 0 ? word : word.substring(0, equals);
      if (!draft.isFlag(option)) {
        draft.set(option, given != null ? given : words.hasNext() ? words.next() : "");
      }
    }
    return draft.options();
  }

  private static final class Draft {
    private String cluster = "";
    private @Nullable RedisAddress redis;
    private @Nullable String hazelcastOnly; // the last option of that kind
    private String host = "127.0.0.1";
    private int port = PORT;
    private final List<String> join = new ArrayList<>();
    private int threads = THREADS;
    private int drain = DRAIN_SECONDS;
    private int durable = DURABLE_CAPACITY;
    private boolean insecure;
    private boolean untilInputEnds;

    boolean isFlag(String option) {
      switch (option) {
        case "--allow-insecure-network" -> insecure = true;
        case "--until-input-ends" -> untilInputEnds = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    void set(String option, String value) {
      switch (option) {
        case "--host", "--port", "--join", "--durable-capacity" -> hazelcastOnly = option;
        default -> {}
      }
      switch (option) {
        case "--cluster" -> cluster = value;
        case "--redis" -> redis = RedisAddress.parse(value);
        case "--host" -> host = value;
        case "--port" -> port = number(option, value, 1, 65_535);
        case "--join" -> join.addAll(Address.split(value));
        case "--threads" -> threads = number(option, value, 1, MOST_THREADS);
        case "--drain" -> drain = number(option, value, 0, MOST_DRAIN_SECONDS);
        case "--durable-capacity" -> durable = number(option, value, 1, Integer.MAX_VALUE);
        default -> throw new IllegalArgumentException("gil member has no option \"" + option + '"');
      }
    }

    private static int number(String option, String value, int least, int most) {
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new IllegalArgumentException(
          option + " \"" + value + "\" is no number from " + least + " to " + most);
    }

    MemberOptions options() {
      if (cluster.isBlank()) {
        throw new IllegalArgumentException(
            "--cluster NAME is missing: members and clients of other names stay apart");
      }
      @Nullable RedisAddress server = redis;
      if (server != null) {
        server.requireAllowed(insecure);
        if (hazelcastOnly != null) {
          throw new IllegalArgumentException(
              hazelcastOnly + " is of no use with --redis: such a member listens nowhere");
        }
      }
      Address address = new Address(host, port);
      address.requireAllowed(insecure);
      join.forEach(other -> Address.parse(other).requireAllowed(insecure));
      return new MemberOptions(
          cluster,
          server,
          address,
          List.copyOf(join),
          threads,
          Duration.ofSeconds(drain),
          durable,
          untilInputEnds);
    }
  }
}
