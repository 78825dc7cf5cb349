/** Strategy {@code kernels}: platform threads that share one lock, and few places for kernels. */
package dev.gil.executors.kernels;
