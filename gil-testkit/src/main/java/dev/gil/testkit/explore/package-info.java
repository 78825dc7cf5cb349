/**
 * Runs concurrent code under every interleaving that an explorer chooses, and replays and shrinks
 * the ones that fail. Start with {@link dev.gil.testkit.explore.Interleavings}.
 */
package dev.gil.testkit.explore;
