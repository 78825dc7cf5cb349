/** The port: all that differs between engines, and what travels through every one of them. */
@org.jspecify.annotations.NullMarked
package dev.gil.cluster.engine;
