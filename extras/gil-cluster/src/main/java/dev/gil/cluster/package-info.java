/** The strategies of a cluster, how to reach one, and the member to start on its machines. */
@org.jspecify.annotations.NullMarked
package dev.gil.cluster;
