package dev.gil.workloads.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.PoolSaturatedException;
import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.spi.StrategySettings;
import dev.gil.spi.TaskFuture;
import dev.gil.workloads.Trial;
import dev.gil.workloads.site.SiteProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static SiteProcess site;

  @BeforeAll
  static void start() throws Exception {
    site = SiteProcess.start(42);
  }

  @AfterAll
  static void end() {
    site.close();
  }

  @Test
  void everyKindOfTroubleIsCountedAndNoneEndsTheRun() throws Exception {
    List<URI> uris =
        List.of(
            site.at("/page/1"),
            site.at("/error/503"),
            site.refused("/"),
            URI.create("http://" + "a".repeat(64) + ".invalid/"),
            site.at("/hang"),
            site.at("/half/1"),
            site.at("/reset/1"),
            site.at("/huge"));
    Limits limits = Limits.DEFAULTS.within(Duration.ofSeconds(1));
    try (Trial<?> trial = new PagesWorkload(uris, limits).prepare(uris.size(), uris.size(), 42)) {
      assertThat(faults(trial))
          .containsEntry("error status", 1L)
          .containsEntry("refused", 1L)
          .containsEntry("unknown host", 1L)
          .containsEntry("timed out", 1L)
          .containsEntry("broken off", 2L)
          .containsEntry("too large", 1L);
    }
  }

  /** The server would answer a second request by the page. */
  @Test
  void aPageThatComesAgainIsFetchedOnce() throws Exception {
    URI once = site.at("/flaky/1/1/0/once?ms=50");
    try (Trial<?> trial = PagesWorkload.of(List.of(once, once, once)).prepare(3, 3, 42)) {
      assertThat(faults(trial)).containsEntry("error status", 3L);
      assertThat(faults(trial)).as("another execution").containsEntry("error status", 0L);
    }
  }

  @Test
  void aFullPoolRefusesAndLosesNothingItAccepted() throws Exception {
    Limits limits = Limits.DEFAULTS;
    int accepted = 0;
    int refused = 0;
    List<TaskFuture<Visited>> futures = new ArrayList<>();
    try (GilExecutor pool =
        Strategies.open("threads", StrategySettings.DEFAULTS.workers(2).queue(3))) {
      for (int i = 0; i < 50; i++) {
        PageStep step = new PageStep(-1, site.at("/page/" + i + "?ms=200"), limits);
        try {
          futures.add(pool.submit(step::run));
          accepted++;
        } catch (PoolSaturatedException e) {
          refused++;
        }
      }
      for (TaskFuture<Visited> future : futures) {
        assertThat(future.get(1, TimeUnit.MINUTES).trouble()).isNull();
      }
    }
    assertThat(accepted).isGreaterThanOrEqualTo(5);
    assertThat(refused).isPositive();
    assertThat(accepted + refused).isEqualTo(50);
  }

  private static <T> Map<String, Long> faults(Trial<T> trial) throws Exception {
    List<T> parts = new ArrayList<>();
    try (GilExecutor pool = Strategies.open("threads", StrategySettings.DEFAULTS.workers(8))) {
      List<TaskFuture<T>> futures = trial.tasks().stream().map(pool::submit).toList();
      for (TaskFuture<T> future : futures) {
        parts.add(future.get(1, TimeUnit.MINUTES));
      }
    }
    trial.result(parts);
    return trial.faults(parts);
  }
}
