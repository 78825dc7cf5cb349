/** The engine on a Redis or Valkey server, near side and far side. */
@org.jspecify.annotations.NullMarked
package dev.gil.cluster.redis;
