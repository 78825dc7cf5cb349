/**
 * Strategy {@code processes}: worker JVMs, each with a lock of its own.
 *
 * <p>In the parent, {@code ProcessRunner} decides who runs what and {@code Worker} lives through
 * one process after the other; in the child, {@code WorkerMain} runs what arrives. {@code Link} and
 * {@code Frame} are what both speak.
 */
package dev.gil.executors.processes;
