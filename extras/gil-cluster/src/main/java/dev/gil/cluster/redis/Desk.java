package dev.gil.cluster.redis;

import dev.gil.cluster.engine.Reply;
import dev.gil.cluster.member.Station;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.redisson.api.RTopic;

/**
 * Where a member takes tasks, under one id: from its mailbox, as many as it has threads for, so
 * that what it cannot begin yet stays on the server and comes back to its client if the member is
 * lost.
 */
final class Desk {
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int ALL = 1_000;

  private final UUID id = UUID.randomUUID();
  private final Link link;
  private final Station station;
  private final Executor threads;
  private final Places places;
  private final RTopic notes;
  private final Thread reader;
  private volatile boolean leaving;
  private volatile boolean abandoned;

  private Desk(Link link, Station station, Executor threads, Places places) {
    this.link = link;
    this.station = station;
    this.threads = threads;
    this.places = places;
    this.notes = link.hear(link.keys.notes(id), (_, note) -> station.tell(note));
    this.reader = Thread.ofPlatform().daemon().name("gil-redis-letters").unstarted(this::read);
  }

  /** Clients see it, and it takes tasks, when this returns. */
  static Desk open(Link link, Presence presence, Station station, Executor threads, Places places)
      throws InterruptedException {
    Desk desk = new Desk(link, station, threads, places);
    boolean open = false;
    try {
      var _ =
          link.numberNow(
              Scripts.JOIN,
              List.of(link.keys.members(), link.keys.alive(desk.id)),
              Link.bytes(desk.id),
              Link.bytes(presence.write()),
              RedisMember.silence());
      open = true;
    } finally {
      if (!open) {
        desk.notes.removeAllListeners();
      }
    }
    desk.reader.start();
    return desk;
  }

  /** Says that it is there; false if that is forgotten. */
  boolean beat() throws InterruptedException {
    return link.numberNow(Scripts.BEAT, List.of(link.keys.alive(id)), RedisMember.silence()) == 1;
  }

  private void read() {
    Mailbox mail = new Mailbox(link, id);
    while (!leaving) {
      try {
        int room = places.take();
        int used = 0;
        try {
          List<Letter> letters = mail.take(room);
          used = Math.min(room, letters.size());
          letters.forEach(this::begin);
        } finally {
          places.giveBack(room - used);
        }
      } catch (InterruptedException e) {
        // It leaves, or is abandoned.
      } catch (RuntimeException e) {
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
    if (!abandoned) {
      refuseRest(mail);
    }
  }

  private void begin(Letter letter) {
    try {
      threads.execute(
          () -> {
            byte[] reply;
            try {
              reply = station.deliver(letter.body(), false);
            } finally {
              places.giveBack(1);
            }
            answer(letter, reply);
          });
    } catch (RejectedExecutionException e) {
      places.giveBack(1);
      answer(letter, leavingReply());
    }
  }

  private static byte[] leavingReply() {
    return Reply.refusal(Reply.Kind.LEAVING, "is about to end, and did not begin what was sent");
  }

  /** Until the server has it, or has forgotten this member, whose clients then give the task up. */
  private void answer(Letter task, byte[] reply) {
    byte[] letter = new Letter(Letter.Kind.REPLY, id, task.number(), reply).write();
    while (!abandoned) {
      try {
        var _ = link.numberNow(Scripts.ANSWER, List.of(link.keys.mail(task.about())), letter);
        return;
      } catch (InterruptedException e) {
        // Meant for the task that has ended.
      } catch (RuntimeException e) {
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  private void refuseRest(Mailbox mail) {
    boolean refused = false;
    while (!refused) {
      try {
        var _ = link.numberNow(Scripts.LEAVE, List.of(link.keys.members()), Link.bytes(id));
        List<Letter> rest;
        do {
          rest = mail.takeNow(ALL);
          rest.forEach(letter -> answer(letter, leavingReply()));
        } while (!rest.isEmpty());
        refused = true;
      } catch (InterruptedException e) {
        // It was to wake this thread up, once, and has; both calls may be made again.
      } catch (RuntimeException e) {
        return; // the server is away; once it forgets this member, they go back to their clients
      }
    }
  }

  /** It takes nothing more, and says so to who sent what it has not begun. */
  void leave() throws InterruptedException {
    leaving = true;
    reader.interrupt();
    reader.join();
  }

  /** The server has forgotten it. */
  void abandon() throws InterruptedException {
    abandoned = true;
    leave();
    notes.removeAllListeners();
  }

  /** Nothing more comes from it. */
  void end() throws InterruptedException {
    abandoned = true;
    try {
      var _ =
          link.numberNow(
              Scripts.END,
              List.of(
                  link.keys.members(),
                  link.keys.alive(id),
                  link.keys.mail(id),
                  link.keys.taken(id)),
              Link.bytes(id));
    } catch (RuntimeException e) {
      // The server is away, and forgets it by itself.
    }
  }
}
