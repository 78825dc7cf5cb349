/** A custom strategy: what it takes, whole. */
package dev.gil.examples.batched;
