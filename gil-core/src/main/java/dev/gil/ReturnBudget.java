package dev.gil;

/**
 * How much of the lock's time those that come back from blocking calls may have before those that
 * compute: a token bucket. It fills at a share of the time that passes, up to that share of one
 * switch interval; a returner's hold empties it by as long as it lasted. A hold is not cut short
 * for it before {@link #GRAIN}; what it overdraws, up to as much again, is paid back before the
 * next returner goes first.
 *
 * <p>Guarded by the queue's mutex. Times in nanoseconds.
 */
final class ReturnBudget {
  /** The share, in percent, of threads that wait in a lock's line. */
  static final int SHARE = 20;

  /** The least that a returner gets once it goes first. */
  static final long GRAIN = 50_000;

  private final int share;
  private long tokens;
  private long filledAt;
  private boolean begun;

  ReturnBudget() {
    this(SHARE);
  }

  /** For {@code share} percent of the time. */
  ReturnBudget(int share) {
    this.share = share;
  }

  private void fill(long now, long interval) {
    long most = interval * share / 100;
    if (!begun) {
      begun = true;
      tokens = most;
    } else {
      tokens = Math.min(most, tokens + Math.clamp(now - filledAt, 0, interval) * share / 100);
    }
    filledAt = now;
  }

  boolean allows(long now, long interval) {
    fill(now, interval);
    return tokens > 0;
  }

  /** How long until a returner may go first again, 0 for now. */
  long untilAllowed(long now, long interval) {
    return allows(now, interval) ? 0 : (1 - tokens) * 100 / share;
  }

  /** How long a returner that gets the lock now may keep it while others compute. */
  long limit(long now, long interval) {
    fill(now, interval);
    return Math.max(tokens, GRAIN);
  }

  void spend(long held, long interval) {
    tokens = Math.max(tokens - held, -interval * share / 100);
  }
}
