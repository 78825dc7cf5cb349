/**
 * Blocking I/O for code that runs attached: adapters that give up all locks of the calling thread
 * round what can block, and only there.
 *
 * <p>Start at {@link dev.gil.io.Detaching} for what is open already, and at {@link
 * dev.gil.io.DetachingFiles} for files. {@code DataSource} and {@code HttpClient} need the modules
 * {@code java.sql} and {@code java.net.http}; the rest works without them.
 */
package dev.gil.io;
