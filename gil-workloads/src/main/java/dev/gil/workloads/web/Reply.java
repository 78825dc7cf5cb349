package dev.gil.workloads.web;

import java.nio.charset.StandardCharsets;

/** What a server answered. Immutable. */
public final class Reply {
  private static final int LONGEST_WAIT = 60;

  private final int status;
  private final int retryAfterSeconds;
  private final byte[] body;

  Reply(int status, int retryAfterSeconds, byte[] body) {
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.body = body;
  }

  /** Of HTTP. */
  int status() {
    return status;
  }

  /** What the server asked to wait; -1 if nothing. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** All of it; not to be changed. */
  byte[] body() {
    return body;
  }

  /**
   * Of a {@code Retry-After} in seconds; one in another form, or of nonsense, counts as nothing.
   */
  static int seconds(String retryAfter) {
    try {
      return Math.clamp(Long.parseLong(retryAfter.strip()), -1, LONGEST_WAIT);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether the answer is what was asked for. */
  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
