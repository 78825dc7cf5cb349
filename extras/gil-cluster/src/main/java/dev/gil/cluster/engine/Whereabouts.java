package dev.gil.cluster.engine;

import java.time.Duration;
import java.util.List;

/**
 * Which cluster, and where.
 *
 * @param cluster its name
 * @param join addresses of members, checked
 * @param patience how long to wait for the first
 */
public record Whereabouts(String cluster, List<String> join, Duration patience) {}
