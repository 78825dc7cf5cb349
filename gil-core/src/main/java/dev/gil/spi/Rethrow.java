package dev.gil.spi;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The casts that generics and checked exceptions ask for. */
final class Rethrow {
  private Rethrow() {}

  /** Throws an error at once; returns anything else to be thrown. */
  static Exception asException(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    return (Exception) t;
  }

  /** What a stage failed with, without the wrapping that stages add. */
  static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  static <T extends @Nullable Object> T unchecked(@Nullable Object value) {
    return (T) value;
  }
}
