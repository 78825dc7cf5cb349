package dev.gil.workloads.site;

/**
 * The HTML of the site's pages: a page of the same number and seed is always the same, and how many
 * links it has is known without it.
 */
public final class PageText {
  private static final int LEAST_LINKS = 10;
  private static final int MORE_LINKS = 21;

  private static final String[] WORDS = {
    "lock", "thread", "page", "queue", "holder", "waiter", "turn", "core", "task", "worker",
    "socket"
  };

  private PageText() {}

  /** How many links a page has: from 10 to 30. */
  public static int links(long page, long seed) {
    return LEAST_LINKS + (int) Long.remainderUnsigned(mix(page, seed), MORE_LINKS);
  }

  /** The page, of 1 to 3 KB. */
  public static String html(long page, long seed) {
    long random = mix(page, seed);
    StringBuilder out = new StringBuilder(3_000);
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page ")
        .append(page)
        .append("</title></head>\n<body><h1>Page ")
        .append(page)
        .append("</h1>\n<ul>\n");
    for (int link = links(page, seed); link > 0; link--) {
      random = mix(random, link);
      out.append("<li><a href=\"/page/")
          .append(Long.remainderUnsigned(random, 1_000))
          .append("\">");
      for (int shift = 10; shift < 10 + 4 * (1 + (int) (random & 3)); shift += 4) {
        out.append(WORDS[(int) (random >>> shift & 15) % WORDS.length]).append(' ');
      }
      out.append("&amp; more</a> <em>").append(random >>> 52).append("</em></li>\n");
    }
    return out.append("</ul>\n<p>No link: &lt;a href&gt;<!-- <a href=\"/hidden\"> --></p>")
        .append("</body></html>\n")
        .toString();
  }

  /** Scatters the bits of two numbers, by the finalizer of MurmurHash3. */
  static long mix(long some, long more) {
    long x = some * 0x9E3779B97F4A7C15L + more;
    x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
    x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
    return x ^ x >>> 33;
  }
}
