/** What virtual threads that hold a lock by being mounted cost, beside the JDK's own scheduler. */
@NullMarked
package dev.gil.bench.virtual;

import org.jspecify.annotations.NullMarked;
