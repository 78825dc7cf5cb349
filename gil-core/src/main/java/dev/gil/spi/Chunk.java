package dev.gil.spi;

import org.jspecify.annotations.Nullable;

/**
 * What became of several items of a map that ran together.
 *
 * @param values of those that were done, in their order
 * @param nanos they took together
 * @param failure of the one after them; null if all were done
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(@Nullable Object[] values, long nanos, @Nullable Throwable failure) {}
