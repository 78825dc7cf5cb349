package dev.gil.workloads.web;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of a visit to a page.
 *
 * @param links that the page has; 0 if there was trouble
 * @param trouble what went wrong; null if nothing did
 * @param slow whether it took long
 */
record Visited(int links, @Nullable Trouble trouble, boolean slow) implements Serializable {
  static Visited right(int links) {
    return new Visited(links, null, false);
  }

  static Visited failed(Trouble trouble) {
    return new Visited(0, trouble, false);
  }

  /** Reads the page. */
  static Visited of(Reply reply, boolean slow) {
    return reply.isGood()
        ? new Visited(PageLinks.count(reply.text()), null, slow)
        : new Visited(0, Trouble.ERROR_STATUS, slow);
  }

  /** Whether the same came of both, however long it took. */
  boolean isLike(Visited other) {
    return links == other.links && trouble == other.trouble;
  }
}
