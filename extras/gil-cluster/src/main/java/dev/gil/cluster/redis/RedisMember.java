package dev.gil.cluster.redis;

import dev.gil.cluster.engine.Build;
import dev.gil.cluster.engine.Silence;
import dev.gil.cluster.engine.TaskId;
import dev.gil.cluster.member.MemberOptions;
import dev.gil.cluster.member.Outside;
import dev.gil.cluster.member.RunningMember;
import dev.gil.cluster.member.Station;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A member that takes tasks from a Redis server, in this JVM. Where the server has forgotten it,
 * since it stood still for too long or the server was started again, it comes back as another one:
 * clients have given up what the former had, and answers to that are discarded.
 */
public final class RedisMember implements RunningMember {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long BEAT_MILLIS = 1_000;

  /** For answers on their way out, once no task runs any more. */
  private static final long FAREWELL_SECONDS = 2;

  private final Link link;
  private final Presence presence;
  private final Station station;
  private final ExecutorService threads;
  private final Places places;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread heart;
  private volatile Desk desk;
  private boolean stopping; // guarded by this

  private RedisMember(Link link, MemberOptions options, String build) throws InterruptedException {
    this.link = link;
    this.presence = Presence.here(build);
    this.station = new Station(presence.name(), new Uplink(link));
    this.threads =
        Executors.newFixedThreadPool(
            options.threads(), Thread.ofPlatform().daemon().name("gil-redis-task-", 1).factory());
    this.places = new Places(options.threads());
    this.desk = openDesk();
    this.heart = Thread.ofPlatform().daemon().name("gil-redis-heart").start(this::beat);
  }

  /**
   * Starts it; it takes tasks when this returns.
   *
   * @throws dev.gil.WorkerStartFailedException if the server does not answer
   */
  public static RunningMember start(MemberOptions options) {
    return start(options, Build.HERE);
  }

  /** One that says it is of another build, for tests. */
  static RedisMember start(MemberOptions options, String build) {
    Link link = Link.open(Objects.requireNonNull(options.redis()), options.cluster(), PATIENCE);
    @Nullable RedisMember member = null;
    try {
      member = new RedisMember(link, options, build);
      return member;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it started", e);
    } finally {
      if (member == null) {
        link.close();
      }
    }
  }

  private Desk openDesk() throws InterruptedException {
    return Desk.open(link, presence, station, threads, places);
  }

  private record Uplink(Link link, AtomicLong numbers) implements Outside {
    Uplink(Link link) {
      this(link, new AtomicLong());
    }

    @Override
    public void send(String noteAddress, byte[] note) {
      UUID client = UUID.fromString(noteAddress);
      Letter letter =
          new Letter(Letter.Kind.NOTE, UUID.randomUUID(), numbers.incrementAndGet(), note);
      var _ = link.number(Scripts.ANSWER, List.of(link.keys.mail(client)), letter.write());
    }

    @Override
    public int begins(TaskId id) {
      return 1; // the server gives a task to no second member
    }
  }

  private void beat() {
    try {
      while (!ended.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          if (!desk.beat()) {
            renew();
          }
        } catch (RuntimeException e) {
          // The server is away; later, then.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void renew() throws InterruptedException {
    if (!stopping) {
      desk.abandon();
      desk = openDesk();
    }
  }

  @Override
  public String address() {
    return presence.name() + " at " + link.address();
  }

  @Override
  public boolean stop(Duration limit) throws InterruptedException {
    synchronized (this) {
      stopping = true;
    }
    desk.leave();
    boolean drained = station.drain(limit);
    threads.shutdown();
    var _ = threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
    ended.countDown();
    heart.join();
    desk.end();
    link.close();
    return drained;
  }

  /** After which time without a beat clients give it up. */
  static byte[] silence() {
    return Link.bytes(Silence.MILLIS);
  }
}
