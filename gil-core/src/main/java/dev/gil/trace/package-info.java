/** Placeholder. */
package dev.gil.trace;
