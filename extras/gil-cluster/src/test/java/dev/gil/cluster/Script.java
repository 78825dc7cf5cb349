package dev.gil.cluster;

import dev.gil.cluster.engine.ClusterMember;
import dev.gil.cluster.engine.Engine;
import dev.gil.cluster.engine.EngineListener;
import dev.gil.cluster.engine.Envelope;
import dev.gil.cluster.engine.Note;
import dev.gil.cluster.engine.Receipt;
import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.engine.TaskId;
import dev.gil.cluster.member.Outside;
import dev.gil.cluster.member.Station;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An engine that does nothing by itself: the test says what becomes of each envelope. */
final class Script implements Engine {
  static final ClusterMember A = new ClusterMember("a", "member-a", 1, 1);
  static final ClusterMember B = new ClusterMember("b", "member-b", 2, 1);
  static final ClusterMember C = new ClusterMember("c", "member-c", 3, 1);
  private static final long LIMIT_SECONDS = 60;

  /** One envelope that was sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(ClusterMember to, byte[] bytes, Receipt receipt) {
    Envelope envelope() {
      try {
        return Envelope.read(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As a member would. */
    void run() {
      receipt.answered(new Station(to.name(), new Nobody()).deliver(bytes, false));
    }

    void lose() {
      receipt.lost(new IOException("connection reset"));
    }

    void refuse(Reply.Kind kind) {
      receipt.answered(Reply.refusal(kind, "is tested"));
    }
  }

  private static final class Nobody implements Outside {
    @Override
    public void send(String noteAddress, byte[] note) {
      throw new AssertionError("nobody listens");
    }

    @Override
    public int begins(TaskId id) {
      return 1;
    }
  }

  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
  final BlockingQueue<Note> told = new LinkedBlockingQueue<>();
  final AtomicInteger closings = new AtomicInteger();
  private final List<ClusterMember> members = new CopyOnWriteArrayList<>();
  private volatile @Nullable EngineListener listener;
  volatile @Nullable RuntimeException broken;

  Script(ClusterMember... members) {
    this.members.addAll(List.of(members));
  }

  void join(ClusterMember member) {
    members.add(member);
    changed();
  }

  void leave(ClusterMember member) {
    members.remove(member);
    changed();
  }

  private void changed() {
    EngineListener hears = listener;
    if (hears != null) {
      hears.membersChanged();
    }
  }

  void hear(byte[] note) {
    EngineListener hears = listener;
    if (hears != null) {
      hears.heard(note);
    }
  }

  /** Waits for the next one. */
  Sent next() throws InterruptedException {
    @Nullable Sent next = sent.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was sent");
    }
    return next;
  }

  boolean hasMore() {
    return !sent.isEmpty();
  }

  @Override
  public void listen(EngineListener hears) {
    listener = hears;
  }

  @Override
  public List<ClusterMember> members() {
    return List.copyOf(members);
  }

  @Override
  public void send(ClusterMember to, byte[] envelope, Receipt receipt) {
    RuntimeException failure = broken;
    if (failure != null) {
      throw failure;
    }
    sent.add(new Sent(to, envelope, receipt));
  }

  @Override
  public void tell(ClusterMember to, byte[] note) {
    @Nullable Note read = Note.read(note);
    if (read == null) {
      throw new AssertionError("not a note");
    }
    told.add(read);
  }

  @Override
  public String noteAddress() {
    return "here";
  }

  @Override
  public String description() {
    return "the cluster of a test";
  }

  @Override
  public void close() {
    closings.incrementAndGet();
  }
}
