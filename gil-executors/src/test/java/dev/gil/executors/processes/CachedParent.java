package dev.gil.executors.processes;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A parent whose class path has jars only, so that its workers may have a cache: opens a pool for
 * every line it reads, and says how the worker was started.
 */
final class CachedParent {
  private CachedParent() {}

  public static void main(String[] args) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      String how;
      try (GilExecutor pool =
          Strategies.open(new ProcessesStrategy(), StrategySettings.DEFAULTS.workers(1))) {
        how = pool.submit(gil -> howStarted()).get();
      }
      System.out.println("worker: " + how); // after the end of the pool, lest it is killed in it
    }
  }

  private static String howStarted() {
    boolean given =
        String.join(" ", ProcessHandle.current().info().arguments().orElseThrow())
            .contains("-XX:AOTCache=");
    boolean used = System.getProperty("java.vm.info", "").contains("sharing");
    return (given ? "cache " : "none ") + (used ? "used" : "unused");
  }
}
