package dev.gil.bench.virtual;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;

/** A process that measures one kind of case and tells its figures. */
final class VirtualFork {
  private VirtualFork() {}

  public static void main(String[] args) throws Exception {
    int size = Integer.parseInt(args[1]);
    switch (args[0]) {
      case "switches" -> Switches.measure(size);
      case "parked" -> Parked.measure(size);
      case "parked-peer" -> Parked.measurePeer(size);
      case "parked-explicit" -> ParkedElsewhere.measureExplicit(size);
      case "parked-loop" -> ParkedElsewhere.measureLoop(size);
      case "echo" -> EchoBehindHogs.measure(size);
      default -> throw new IllegalArgumentException("no such kind: " + args[0]);
    }
  }

  static GilExecutor open(int queue) {
    return open("virtual", queue);
  }

  static GilExecutor open(String strategy, int queue) {
    return Strategies.open(strategy, StrategySettings.DEFAULTS.queue(queue));
  }
}
