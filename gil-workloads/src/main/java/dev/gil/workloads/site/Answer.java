package dev.gil.workloads.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the site says to a request. */
final class Answer {
  /** What becomes of a connection after an answer. */
  enum Ending {
    /** It waits for the next request, if the client wants that. */
    KEEP,
    /** It is closed. */
    CLOSE,
    /** It is reset. */
    RESET,
    /** Nothing more is ever said. */
    HANG
  }

  private static final byte[] NOTHING = {};

  /** A larger body is kept outside the heap, or each write would copy what is left of it. */
  private static final int LARGE = 1 << 16;

  private final byte[] head;
  private final ByteBuffer body;
  private final long filler;
  private final Ending ending;

  private Answer(byte[] head, byte[] body, long filler, Ending ending) {
    this.head = head;
    this.body = body.length < LARGE ? ByteBuffer.wrap(body) : outside(body);
    this.filler = filler;
    this.ending = ending;
  }

  private static ByteBuffer outside(byte[] body) {
    return ByteBuffer.allocateDirect(body.length).put(body).flip();
  }

  static Answer of(String status, String type, String more, byte[] body) {
    return new Answer(head(status, type, more, body.length), body, 0, Ending.KEEP);
  }

  /** Promises more than it sends. */
  static Answer half(String type, byte[] body, Ending ending) {
    return new Answer(head("200 OK", type, "", 2L * body.length), body, 0, ending);
  }

  /** A body too long for anybody's memory. */
  static Answer huge(String type, long length) {
    return new Answer(head("200 OK", type, "", length), NOTHING, length, Ending.KEEP);
  }

  /** Nothing at all. */
  static Answer silence(Ending ending) {
    return new Answer(NOTHING, NOTHING, 0, ending);
  }

  /** The head, with the empty line at its end, and as much of the body as is not filler. */
  ByteBuffer[] start() {
    return new ByteBuffer[] {ByteBuffer.wrap(head), body.duplicate()};
  }

  /** How large it is, without filler. */
  int bytes() {
    return head.length + body.limit();
  }

  /** How many further bytes of any kind follow. */
  long filler() {
    return filler;
  }

  Ending ending() {
    return ending;
  }

  private static byte[] head(String status, String type, String more, long length) {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + length
            + "\r\n"
            + more
            + "\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
