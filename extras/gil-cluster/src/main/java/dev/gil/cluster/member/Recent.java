package dev.gil.cluster.member;

import dev.gil.cluster.engine.TaskId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The last few thousand of a kind: the oldest is forgotten for the newest. */
final class Recent {
  private static final int MOST = 10_000;

  private final Set<TaskId> ids =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<TaskId, Boolean> eldest) {
              return size() > MOST;
            }
          });

  boolean add(TaskId id) {
    return ids.add(id);
  }

  boolean remove(TaskId id) {
    return ids.remove(id);
  }
}
