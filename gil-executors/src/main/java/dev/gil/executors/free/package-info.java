/** Strategy {@code free}: platform threads without a lock. */
package dev.gil.executors.free;
