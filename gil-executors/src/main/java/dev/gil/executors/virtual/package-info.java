/**
 * The strategy {@code virtual}: virtual threads that hold a lock by being mounted. Read {@code
 * GuestScheduler} first.
 */
@NullMarked
package dev.gil.executors.virtual;

import org.jspecify.annotations.NullMarked;
