/** Strategy {@code single}: one thread, one task after the other. */
package dev.gil.executors.single;
