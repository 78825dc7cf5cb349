/**
 * How a scheduler of virtual threads shares a lock: what it tells the lock, and what the lock asks
 * of it. For the strategy {@code virtual} only.
 */
@NullMarked
package dev.gil.internal.mount;

import org.jspecify.annotations.NullMarked;
