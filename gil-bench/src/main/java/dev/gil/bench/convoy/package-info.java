/**
 * What it costs a thread to need the lock back behind threads that compute, and what it costs them.
 */
@NullMarked
package dev.gil.bench.convoy;

import org.jspecify.annotations.NullMarked;
