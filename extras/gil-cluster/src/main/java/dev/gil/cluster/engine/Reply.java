package dev.gil.cluster.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a member answers to an {@link Envelope}: how the task ended, or why it was not begun.
 *
 * @param kind which of them
 * @param body an outcome as core encoded it, or words
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(Kind kind, byte[] body) {
  /** The first byte. */
  public enum Kind {
    /** The task has ended, or could not be read. */
    OUTCOME(0),
    /** Not begun: the member is about to end, and takes nothing more. */
    LEAVING(1),
    /** Not begun: the member runs another build of gil. */
    FOREIGN(2),
    /** Not begun now: it was before, somewhere, and must not be begun more often. */
    BEGUN_BEFORE(3);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /** Of a task that has ended. */
  public static byte[] outcome(byte[] outcome) {
    return write(Kind.OUTCOME, outcome);
  }

  /** Of one that was not begun. */
  public static byte[] refusal(Kind kind, String words) {
    return write(kind, words.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] write(Kind kind, byte[] body) {
    byte[] bytes = new byte[1 + body.length];
    bytes[0] = kind.code;
    System.arraycopy(body, 0, bytes, 1, body.length);
    return bytes;
  }

  /** Reads what a member wrote; what is no reply becomes an outcome, whose reader will say so. */
  public static Reply read(byte[] bytes) {
    for (Kind kind : Kind.values()) {
      if (bytes.length > 0 && bytes[0] == kind.code) {
        return new Reply(kind, Arrays.copyOfRange(bytes, 1, bytes.length));
      }
    }
    return new Reply(Kind.OUTCOME, bytes);
  }

  /** Why it was not begun. */
  public String words() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
