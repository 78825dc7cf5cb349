package dev.gil.workloads.web;

import dev.gil.workloads.site.PageText;
import dev.gil.workloads.site.SiteProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pages to visit, and what is to come of each.
 *
 * @param uris in their order
 * @param expected the same order; empty if nobody knows
 */
record PagePlan(List<URI> uris, List<Visited> expected) {
  private static final int ROUND = 40;
  private static final int REFUSED = 7;
  private static final int ERROR = 13;
  private static final int SLOW = 31;
  private static final int REPEATS = 10;
  private static final int[] ERRORS = {404, 500, 503};

  /**
   * Pages of a site, of 50 ms each. Of forty, one is refused, one is an error, one takes twice as
   * long; every tenth is one that came before.
   */
  static PagePlan of(SiteProcess site, int count, long seed) {
    List<URI> uris = new ArrayList<>(count);
    List<Visited> expected = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int place = i % ROUND;
      if (i % REPEATS == REPEATS - 1) {
        uris.add(uris.get(i - REPEATS / 2));
        expected.add(expected.get(i - REPEATS / 2));
      } else if (place == REFUSED) {
        uris.add(site.refused("/page/" + i));
        expected.add(Visited.failed(Trouble.REFUSED));
      } else if (place == ERROR) {
        uris.add(site.at("/error/" + ERRORS[i / ROUND % ERRORS.length] + "?ms=50"));
        expected.add(Visited.failed(Trouble.ERROR_STATUS));
      } else {
        uris.add(site.at("/page/" + i + (place == SLOW ? "?ms=100" : "?ms=50")));
        expected.add(Visited.right(PageText.links(i, seed)));
      }
    }
    return new PagePlan(uris, expected);
  }

  static PagePlan of(List<URI> uris) {
    return new PagePlan(uris, List.of());
  }

  /** The first visit from which something else came than was to come; -1 if there is none. */
  int firstWrong(List<Visited> visits) {
    return IntStream.range(0, expected.size())
        .filter(i -> !visits.get(i).isLike(expected.get(i)))
        .findFirst()
        .orElse(-1);
  }
}
