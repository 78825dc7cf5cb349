package dev.gil.cluster.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * What lies in a mailbox: a few fields of fixed size, then bytes of others. The fields together
 * tell one letter from every other, so that one that comes twice is known.
 *
 * @param kind what it is
 * @param about who sent it; of {@link Kind#GONE}, which member it is about
 * @param number of the task, counted by its client; of the other kinds, counted by who writes
 * @param body an envelope, a reply or a note
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Letter(Kind kind, UUID about, long number, byte[] body) {
  /** Bytes before the body. */
  static final int HEAD = 1 + 3 * Long.BYTES;

  /** Of these, those that all letters of a kind from one sender have in common. */
  static final int SENDER = 1 + 2 * Long.BYTES;

  /** The first byte. */
  enum Kind {
    /** To a member: run this. */
    TASK('T'),
    /** To a client: what became of it. */
    REPLY('R'),
    /** To a client: how far a task is. */
    NOTE('N'),
    /** To a client, from itself: what lies behind this was written after a member was lost. */
    GONE('G');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no letter begins with " + code);
    }
  }

  byte[] write() {
    return ByteBuffer.allocate(HEAD + body.length)
        .put(kind.code)
        .putLong(about.getMostSignificantBits())
        .putLong(about.getLeastSignificantBits())
        .putLong(number)
        .put(body)
        .array();
  }

  static Letter read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Letter(
        Kind.of(in.get()),
        new UUID(in.getLong(), in.getLong()),
        in.getLong(),
        Arrays.copyOfRange(bytes, HEAD, bytes.length));
  }
}
