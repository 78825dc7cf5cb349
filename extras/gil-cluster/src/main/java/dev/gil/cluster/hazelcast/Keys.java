package dev.gil.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keys by which a durable task goes to a member of our choice: to the owner of one of its
 * partitions. A member that owns none gets what comes by chance. Thread-safe.
 */
final class Keys {
  private final PartitionService partitions;
  private final Map<Integer, String> byPartition = new HashMap<>(); // guarded by this

  Keys(PartitionService partitions) {
    this.partitions = partitions;
  }

  String ownedBy(Member member) {
    List<Integer> owned = new ArrayList<>();
    int count = 0;
    for (Partition partition : partitions.getPartitions()) {
      count++;
      @Nullable Member owner = partition.getOwner();
      if (owner != null && owner.getUuid().equals(member.getUuid())) {
        owned.add(partition.getPartitionId());
      }
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return key(
        owned.isEmpty()
            ? random.nextInt(Math.max(1, count))
            : owned.get(random.nextInt(owned.size())),
        count);
  }

  private synchronized String key(int wanted, int count) {
    for (int tried = 0; byPartition.size() < count && tried < 100 * count; tried++) {
      String key = "gil-" + tried;
      byPartition.putIfAbsent(partitions.getPartition(key).getPartitionId(), key);
    }
    return byPartition.getOrDefault(wanted, "gil");
  }
}
