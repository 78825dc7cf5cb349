package dev.gil.bench.io;

import java.util.List;
import java.util.Optional;

/**
 * Who fetches the pages.
 *
 * @param id in the report
 * @param strategy of gil; empty if it is a peer's own
 * @param detaches whether its tasks detach round the call that blocks; else that is left to it
 */
record Client(String id, Optional<String> strategy, boolean detaches) {
  /** Virtual threads of the JDK, and a lock round the part that must not run in parallel. */
  static final Client JDK =
      new Client("virtual-threads-and-ReentrantLock", Optional.empty(), false);

  /** The subject first. */
  static final List<Client> ALL =
      List.of(of("virtual", false), JDK, of("virtual-explicit", true), of("threads", true));

  /** Whether the others are its peers. */
  boolean isSubject() {
    return equals(ALL.getFirst());
  }

  private static Client of(String strategy, boolean detaches) {
    return new Client(strategy, Optional.of(strategy), detaches);
  }

  static Client named(String id) {
    return ALL.stream().filter(client -> client.id.equals(id)).findFirst().orElseThrow();
  }
}
