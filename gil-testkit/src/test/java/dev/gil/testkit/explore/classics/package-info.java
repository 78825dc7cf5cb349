/**
 * Classic mistakes of concurrent code, each with correct twins: methods that an explorer runs as a
 * body. Written from their descriptions.
 */
package dev.gil.testkit.explore.classics;
