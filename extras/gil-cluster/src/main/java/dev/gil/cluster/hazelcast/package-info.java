/** The engine on Hazelcast, near side and far side. */
@org.jspecify.annotations.NullMarked
package dev.gil.cluster.hazelcast;
