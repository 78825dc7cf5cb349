package dev.gil.cluster;

/**
 * What the executors of one strategy object have sent, together, beside what each counts itself.
 *
 * @param sent tasks sent to members, each attempt
 * @param lost of these, those whose member was lost with them
 * @param refused of these, those that a leaving member did not begin; they were sent elsewhere
 * @param duplicates answers that came after their task had another end, and were discarded
 */
public record ClusterCounts(long sent, long lost, long refused, long duplicates) {}
