package dev.gil.cluster.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Letters to one receiver, a list on the server. A letter that was taken lies in a second list
 * until the next {@link #take}, so that none is lost where a connection breaks while the server
 * answers; one that comes twice for that reason is known by its head. For one thread.
 */
final class Mailbox {
  private final Link link;
  private final String mail;
  private final String taken;
  private List<byte[]> handled = List.of(); // heads of what was given out, and lies there still

  Mailbox(Link link, UUID of) {
    this.link = link;
    this.mail = link.keys.mail(of);
    this.taken = link.keys.taken(of);
  }

  /**
   * Those that are there, oldest first, once those given out before are handled; waits a second if
   * there are none.
   *
   * @throws org.redisson.client.RedisException if the server does not answer: nothing is lost, it
   *     can be asked again
   */
  List<Letter> take(int most) throws InterruptedException {
    List<Letter> fresh = takeNow(most);
    if (!fresh.isEmpty()) {
      return fresh;
    }
    byte @Nullable [] next = link.await(mail, taken);
    if (next == null) {
      return List.of();
    }
    handled = new ArrayList<>(handled);
    handled.add(head(next));
    return List.of(Letter.read(next));
  }

  /** The same, without waiting. */
  List<Letter> takeNow(int most) throws InterruptedException {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Link.bytes(Integer.toString(most)));
    arguments.addAll(handled);
    List<byte[]> lying = link.list(Scripts.TAKE, List.of(mail, taken), arguments.toArray());
    List<Letter> fresh = new ArrayList<>();
    List<byte[]> heads = new ArrayList<>();
    for (byte[] letter : lying.reversed()) {
      byte[] head = head(letter);
      if (!isAmong(head, handled) && !isAmong(head, heads)) {
        fresh.add(Letter.read(letter));
      }
      heads.add(head);
    }
    handled = heads;
    return fresh;
  }

  private static byte[] head(byte[] letter) {
    return Arrays.copyOf(letter, Letter.HEAD);
  }

  private static boolean isAmong(byte[] head, List<byte[]> heads) {
    return heads.stream().anyMatch(other -> Arrays.equals(other, head));
  }
}
