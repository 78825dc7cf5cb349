package dev.gil.cluster.redis;

import java.util.UUID;

/** What a cluster's keys are called. The braces keep them together on a server that is several. */
record Keys(String base) {
  static Keys of(String cluster) {
    return new Keys("gil:{" + cluster + "}:");
  }

  /** Who takes tasks: what each says of itself, by its id. */
  String members() {
    return base + "members";
  }

  /** Whether a member, also one about to end, has been heard of lately. */
  String alive(UUID id) {
    return base + "alive:" + id;
  }

  /** What was sent to somebody and not taken yet. */
  String mail(UUID to) {
    return base + "mail:" + to;
  }

  /** What somebody has taken and not yet said so. */
  String taken(UUID by) {
    return base + "taken:" + by;
  }

  /** Where a member hears notes: that somebody listens there shows that its connection holds. */
  String notes(UUID to) {
    return base + "notes:" + to;
  }
}
