package dev.gil.workloads.web;

import org.jsoup.Jsoup;

/** The links of a page. */
public final class PageLinks {
  private PageLinks() {}

  /** How many links a page of HTML has. */
  public static int count(String html) {
    return Jsoup.parse(html).select("a[href]").size();
  }
}
