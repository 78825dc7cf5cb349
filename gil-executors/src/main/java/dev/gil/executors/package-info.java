/** Placeholder. */
package dev.gil.executors;
