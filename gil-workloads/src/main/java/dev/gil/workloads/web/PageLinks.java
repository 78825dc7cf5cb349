package dev.gil.workloads.web;

import org.jsoup.Jsoup;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/** The links of a page. */
public final class PageLinks {
  private static final Evaluator LINK = Selector.evaluatorOf("a[href]");

  private PageLinks() {}

  /** How many links a page of HTML has. */
  public static int count(String html) {
    return Jsoup.parse(html).select(LINK).size();
  }
}
