/** Strategy {@code eventloop}: one thread that never waits for a task. */
package dev.gil.executors.eventloop;
