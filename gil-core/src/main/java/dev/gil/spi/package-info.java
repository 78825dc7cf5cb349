/**
 * Ways to run tasks: what a user submits to, and the few methods that a strategy writes.
 *
 * <p>A user starts at {@link dev.gil.spi.Strategies}; whoever writes a strategy at {@link
 * dev.gil.spi.ParallelismStrategy}.
 */
package dev.gil.spi;
