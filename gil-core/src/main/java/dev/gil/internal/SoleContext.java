package dev.gil.internal;

import org.jspecify.annotations.Nullable;

/** A context that is nothing else: of a task that has no job in this JVM. */
public final class SoleContext implements TaskContext {
  private final String label;
  private final Breaker breaker;
  private final @Nullable Object owner;
  private final @Nullable Progress progress;
  private volatile boolean cancelled;

  /** Of a task named {@code label} that polls {@code breaker}. */
  public SoleContext(
      String label, Breaker breaker, @Nullable Object owner, @Nullable Progress progress) {
    this.label = label;
    this.breaker = breaker;
    this.owner = owner;
    this.progress = progress;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public @Nullable Object owner() {
    return owner;
  }

  @Override
  public Breaker breaker() {
    return breaker;
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void setCancelled() {
    cancelled = true;
  }

  @Override
  public void progress(long done, long total) {
    if (progress != null) {
      progress.at(done, total);
    }
  }
}
