package dev.gil.cluster.redis;

import dev.gil.WorkerStartFailedException;
import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.RedisAddress;
import dev.gil.cluster.engine.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tasks to members of our choice, through lists on a Redis or Valkey server. A task waits in its
 * member's list until that has a thread for it, and comes back if the member is lost before; what a
 * lost member had taken is lost with it. The server says within some tenths of a second who is
 * gone.
 */
public final class RedisEngine implements Engine {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_LETTERS = 100;

  private final Link link;
  private final String cluster;
  private final UUID me = UUID.randomUUID();
  private final Sendings sendings = new Sendings();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<UUID, Long> retracted = new ConcurrentHashMap<>(); // and when
  private final CountDownLatch first = new CountDownLatch(1); // member that is of use
  private final Thread reader;
  private final Thread watcher;

  private volatile @Nullable EngineListener listener;
  private volatile List<ClusterMember> members = List.of();
  private volatile List<String> strangers = List.of();
  private volatile boolean closed;

  private RedisEngine(Link link, String cluster) {
    this.link = link;
    this.cluster = cluster;
    this.reader = Thread.ofPlatform().daemon().name("gil-redis-letters").unstarted(this::read);
    this.watcher = Thread.ofPlatform().daemon().name("gil-redis-census").unstarted(this::watch);
  }

  /**
   * Connects, and waits for the first member.
   *
   * @throws WorkerStartFailedException if the server or a member does not answer within the
   *     patience
   */
  public static RedisEngine open(RedisAddress address, String cluster, Duration patience) {
    RedisEngine engine = new RedisEngine(Link.open(address, cluster, patience), cluster);
    engine.reader.start();
    engine.watcher.start();
    boolean there = false;
    try {
      there = engine.first.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerStartFailedException(
          "interrupted while waiting for a member of " + engine.description(), e);
    } finally {
      if (!there) {
        engine.close();
      }
    }
    if (!there) {
      throw new WorkerStartFailedException(
          "no member of "
              + engine.description()
              + " answered within "
              + patience.toMillis()
              + " ms. Are they started, with this name? gil member --cluster "
              + cluster
              + " --redis ADDRESS starts one");
    }
    return engine;
  }

  @Override
  public void listen(EngineListener hears) {
    listener = hears;
  }

  @Override
  public List<ClusterMember> members() {
    return members;
  }

  @Override
  public void send(ClusterMember to, byte[] envelope, Receipt receipt) {
    UUID member = UUID.fromString(to.id());
    long number = numbers.incrementAndGet();
    sendings.add(number, member, receipt);
    var _ =
        link.number(
                Scripts.SEND,
                List.of(link.keys.members(), link.keys.mail(member)),
                Link.bytes(member),
                new Letter(Letter.Kind.TASK, me, number, envelope).write())
            .whenComplete(
                (took, failure) -> {
                  if (failure != null) {
                    sendings.lost(number, failure);
                  } else if (took == 0) {
                    sendings.returned(number);
                  }
                });
  }

  @Override
  public void tell(ClusterMember to, byte[] note) {
    link.tell(link.keys.notes(UUID.fromString(to.id())), note);
  }

  /** Notes come among the replies, perhaps after the one that they are about. */
  @Override
  public String noteAddress() {
    return me.toString();
  }

  @Override
  public String description() {
    return "cluster \""
        + cluster
        + "\" (Redis at "
        + link.address()
        + ')'
        + (strangers.isEmpty() ? "" : "; of no use here: " + String.join(", ", strangers));
  }

  // --- what comes back

  private void read() {
    Mailbox mail = new Mailbox(link, me);
    while (!closed) {
      try {
        mail.take(MOST_LETTERS).forEach(this::open);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LockSupport.parkNanos(AGAIN_NANOS); // the server is away, and the census will say so
      }
    }
  }

  private void open(Letter letter) {
    switch (letter.kind()) {
      case REPLY -> sendings.answered(letter.number(), letter.body());
      case TASK -> sendings.returned(letter.number());
      case GONE -> {
        retracted.remove(letter.about());
        sendings.lostWith(letter.about(), new IllegalStateException("its connection is gone"));
      }
      case NOTE -> {
        EngineListener hears = listener;
        if (hears != null) {
          hears.heard(letter.body());
        }
      }
    }
  }

  // --- who is there

  private void watch() {
    Census census = new Census();
    long heard = System.nanoTime();
    while (!closed) {
      try {
        List<Object> asked = new ArrayList<>();
        asked.add(Link.bytes(link.keys.base()));
        sendings.members().forEach(id -> asked.add(Link.bytes(id)));
        found(
            census.read(link.list(Scripts.CENSUS, List.of(link.keys.members()), asked.toArray())));
        heard = System.nanoTime();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (System.nanoTime() - heard > Silence.NANOS) {
          serve(List.of());
          sendings.lostAll(e);
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void found(Census.Finding finding) {
    strangers = finding.strangers();
    serve(finding.serving());
    long now = System.nanoTime();
    for (UUID member : sendings.members()) {
      if (finding.gone().contains(member)) {
        @Nullable Long before = retracted.get(member);
        // Again, if a server that was started anew has lost the word.
        if (before == null || now - before > PATIENCE_NANOS) {
          retracted.put(member, now);
          retract(member);
        }
      }
    }
  }

  private void serve(List<ClusterMember> now) {
    if (now.equals(members)) {
      return;
    }
    members = now;
    if (!now.isEmpty()) {
      first.countDown();
    }
    EngineListener hears = listener;
    if (hears != null) {
      hears.membersChanged();
    }
  }

  /** What it wrote before its end lies before the letter that says so. */
  private void retract(UUID member) {
    byte[] mine = new Letter(Letter.Kind.TASK, me, 0, new byte[0]).write();
    var _ =
        link.number(
                Scripts.RETRACT,
                List.of(link.keys.mail(member), link.keys.mail(me)),
                Arrays.copyOf(mine, Letter.SENDER),
                new Letter(Letter.Kind.GONE, member, numbers.incrementAndGet(), new byte[0])
                    .write())
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    retracted.remove(member);
                  }
                });
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    watcher.interrupt();
    try {
      reader.join();
      watcher.join();
      var _ =
          link.numberNow(
              Scripts.END,
              List.of(
                  link.keys.members(),
                  link.keys.alive(me),
                  link.keys.mail(me),
                  link.keys.taken(me)),
              Link.bytes(me));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The server is away; it forgets what nobody takes.
    } finally {
      link.close();
    }
  }
}
