package dev.gil.testkit.explore.classics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** A map made for threads is asked, then told, as if nobody could come in between. */
final class CheckThenAct {
  private CheckThenAct() {}

  static void broken() {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    Both.Step step =
        () -> {
          Integer before = map.get("key");
          map.put("key", before == null ? 1 : before + 1);
        };
    Both.run(step, step);
    Both.expect(map.get("key") == 2, "counted " + map);
  }

  static void correctByMerge() {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    Both.run(() -> map.merge("key", 1, Integer::sum), () -> map.merge("key", 1, Integer::sum));
    Both.expect(map.get("key") == 2, "counted " + map);
  }

  static void brokenOnSynchronizedList() {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    Both.Step step =
        () -> {
          if (list.isEmpty()) {
            list.add(1);
          }
        };
    Both.run(step, step);
    Both.expect(list.size() == 1, "added " + list);
  }

  static void correctOnSynchronizedList() {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    Both.Step step =
        () -> {
          synchronized (list) {
            if (list.isEmpty()) {
              list.add(1);
            }
          }
        };
    Both.run(step, step);
    Both.expect(list.size() == 1, "added " + list);
  }
}
