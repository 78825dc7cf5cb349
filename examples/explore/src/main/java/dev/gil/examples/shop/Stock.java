package dev.gil.examples.shop;

/** So many of one thing. Thread-safe, but for what says that it is not. */
public final class Stock {
  private int left;

  /**
   * A stock.
   *
   * @param left of the thing
   */
  public Stock(int left) {
    this.left = left;
  }

  /**
   * Sells one.
   *
   * @return false if there is none left
   */
  public synchronized boolean sell() {
    return sellUnguarded();
  }

  /**
   * Sells one; not thread-safe.
   *
   * @return false if there is none left
   */
  public boolean sellUnguarded() {
    if (left == 0) {
      return false;
    }
    left = left - 1;
    return true;
  }
}
