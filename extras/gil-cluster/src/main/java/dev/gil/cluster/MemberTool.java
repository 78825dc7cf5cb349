package dev.gil.cluster;

import dev.gil.cluster.hazelcast.HazelcastMember;
import dev.gil.cluster.member.MemberOptions;
import dev.gil.cluster.member.MemberRun;
import dev.gil.cluster.redis.RedisMember;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * The command {@code gil member}: runs a member in this JVM until it is told to end. Found by
 * {@link java.util.ServiceLoader}, so that the command line needs to know nothing of it.
 */
public final class MemberTool implements ToolProvider {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** For {@link java.util.ServiceLoader}. */
  public MemberTool() {}

  @Override
  public String name() {
    return "gil-member";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("Starts a member of a cluster, which runs tasks of others.");
  }

  /**
   * Runs the member.
   *
   * @param out gets one line that begins with {@code READY}
   * @param err gets what is wrong
   * @param args as {@code --help} says
   * @return 0 when it has ended, 1 if it could not be started, 2 if the arguments are wrong
   */
  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
      out.print(MemberOptions.USAGE);
      out.flush();
      return 0;
    }
    MemberOptions options;
    try {
      options = MemberOptions.parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println("gil member --help says what it takes.");
      err.flush();
      return USAGE;
    }
    try {
      MemberRun.Starter starter =
          options.redis() == null ? HazelcastMember::start : RedisMember::start;
      new MemberRun(options, starter).run(out, err);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (NoClassDefFoundError e) {
      err.println(
          "gil member: the engine is not on the class path (com.hazelcast:hazelcast, or"
              + " org.redisson:redisson with --redis): "
              + e);
      err.flush();
      return FAILED;
    } catch (RuntimeException e) {
      err.println(
          "gil member: could not be started at "
              + (options.redis() == null ? options.address() : options.redis())
              + ": "
              + e);
      err.flush();
      return FAILED;
    }
  }
}
