package dev.gil.workloads.web;

import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.site.SiteProcess;
import java.net.URI;
import java.util.List;

/**
 * Fetches pages that take 50 ms each and counts their links: what threads under one lock are good
 * for. The pages come from a server in a process of its own, on the loopback interface; or, if a
 * list is given, from wherever it says.
 *
 * <p>Every answer of the server is known beforehand, errors and refused connections too, so a page
 * that was read wrong, mixed up or lost is noticed. Of others' pages only the number is known.
 */
public final class PagesWorkload implements Workload {
  private static final Size SIZE = new Size("pages", 1, 100_000, 100, 50);
  private static final int AT_ONCE = 100;

  private final List<URI> uris;
  private final Limits limits;

  /** For {@link java.util.ServiceLoader}: the pages of a server of our own. */
  public PagesWorkload() {
    this(List.of(), Limits.DEFAULTS);
  }

  /**
   * Visits these pages.
   *
   * @param uris of http or https; not empty
   */
  public static PagesWorkload of(List<URI> uris) {
    return new PagesWorkload(uris, Limits.DEFAULTS);
  }

  PagesWorkload(List<URI> uris, Limits limits) {
    this.uris = List.copyOf(uris);
    this.limits = limits;
  }

  @Override
  public String id() {
    return "pages";
  }

  @Override
  public String story() {
    return uris.isEmpty()
        ? "fetches pages that take 50 ms each and counts their links"
        : "fetches the pages of a list and counts their links";
  }

  @Override
  public Kind kind() {
    return Kind.IO;
  }

  @Override
  public Size size() {
    int count = uris.size();
    return uris.isEmpty() ? SIZE : new Size("pages of the list", 1, count, count, count);
  }

  @Override
  public int workers() {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers) {
    return AT_ONCE;
  }

  @Override
  public int tasks(int workers, long size) {
    return (int) size;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) throws Exception {
    if (!uris.isEmpty()) {
      return new PageTrial(PagePlan.of(uris.subList(0, (int) size)), tasks, limits, null);
    }
    SiteProcess site = SiteProcess.start(seed);
    return new PageTrial(PagePlan.of(site, (int) size, seed), tasks, limits, site);
  }
}
