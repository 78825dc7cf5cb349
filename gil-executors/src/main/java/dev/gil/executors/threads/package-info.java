/** Strategy {@code threads}: platform threads that share one lock. */
package dev.gil.executors.threads;
