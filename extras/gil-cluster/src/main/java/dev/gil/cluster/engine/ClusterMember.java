package dev.gil.cluster.engine;

/**
 * A JVM that takes tasks.
 *
 * @param id of it alone: one started again at the same address has another
 * @param name where it is, for people
 * @param pid of its process; 0 if that is on another machine, or there are several
 * @param strength how many JVMs it stands for: 1, unless the engine chooses among them itself
 */
public record ClusterMember(String id, String name, long pid, int strength) {}
