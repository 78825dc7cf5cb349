/** The far side: a JVM that runs what arrives, under a lock of its own. */
@org.jspecify.annotations.NullMarked
package dev.gil.cluster.member;
