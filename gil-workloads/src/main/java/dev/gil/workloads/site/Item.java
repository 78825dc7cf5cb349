package dev.gil.workloads.site;

/** What the site's JSON interface knows about an item, which is the same for the same seed. */
public final class Item {
  private static final int MOST_CENTS = 100_000;

  private Item() {}

  /** Its price, below 1,000.00. */
  public static int cents(long item, long seed) {
    return (int) Long.remainderUnsigned(PageText.mix(item, ~seed), MOST_CENTS);
  }

  static String json(long item, long seed) {
    int cents = cents(item, seed);
    return "{\"id\":"
        + item
        + ",\"name\":\"item "
        + item
        + "\",\"cents\":"
        + cents
        + ",\"tags\":[\"a\",\"b\\u0042\"],\"stock\":{\"here\":"
        + cents % 7
        + ",\"elsewhere\":null}}";
  }
}
