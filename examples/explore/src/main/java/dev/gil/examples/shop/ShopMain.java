package dev.gil.examples.shop;

import java.util.concurrent.atomic.AtomicInteger;

/** Two threads sell a thousand things. Its test, in place of luck, runs every order of them. */
public final class ShopMain {
  private ShopMain() {}

  /**
   * Prints how many were sold.
   *
   * @param args none
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    Stock stock = new Stock(1_000);
    AtomicInteger sold = new AtomicInteger();
    Runnable seller =
        () -> {
          while (stock.sell()) {
            sold.incrementAndGet();
          }
        };
    Thread ann = Thread.ofPlatform().name("Ann").start(seller);
    Thread bob = Thread.ofPlatform().name("Bob").start(seller);
    ann.join();
    bob.join();
    System.out.println(sold + " of 1000 sold");
  }
}
