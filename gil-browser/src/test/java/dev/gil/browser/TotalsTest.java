package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.GlobalLock;
import dev.gil.trace.CoreLane;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.State;
import dev.gil.trace.TraceRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page sums up is what Java sums up, to the nanosecond. */
@ExtendWith(BrowserExtension.class)
class TotalsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySumOfEveryLaneAgrees(long seed, Browser browser) throws Exception {
    Trace trace = Traces.random(seed);
    browser.open(Pages.of(folder, trace));
    assertThat(sums(browser)).isEqualTo(sums(trace));
    assertThat(overlap(browser))
        .isEqualTo(Long.toString(trace.overlappingHolds()))
        .isNotEqualTo("0");
    assertThat(agrees(browser)).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyCoreIsAsBusyAsJavaSays(long seed, Browser browser) throws Exception {
    Trace trace = Traces.random(seed);
    browser.open(Pages.of(folder, trace));
    List<String> busy =
        trace.coreLanes().stream().map(CoreLane::busyNanos).map(String::valueOf).toList();
    assertThat(busy).hasSize(4);
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.lane')].filter(l => l.row.group ==="
                    + " 'Cores').map(l => String(l.row.track.sums.reduce((a, b) => a + b, 0)))"))
        .isEqualTo(busy);
  }

  @Test
  void aRealLockIsNeverHeldByTwoAtOnce(Browser browser) throws Exception {
    TraceRecorder recorder = new TraceRecorder();
    try (GlobalLock lock =
        GlobalLock.builder("real")
            .listener(recorder)
            .switchInterval(Duration.ofNanos(20_000))
            .build()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        threads.add(Thread.ofPlatform().start(() -> takeTurns(lock)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Trace trace = recorder.trace();
    browser.open(Pages.of(folder, trace));
    assertThat(sums(browser)).isEqualTo(sums(trace));
    assertThat(trace.nanos(State.HOLD)).isPositive();
    assertThat(overlap(browser)).isEqualTo("0");
    assertThat(agrees(browser)).isEqualTo("true");
    assertThat(browser.text("return document.getElementById('checked').className"))
        .isEqualTo("hint");
  }

  private static void takeTurns(GlobalLock lock) {
    for (int turn = 0; turn < 200; turn++) {
      try (var gil = lock.attach()) {
        gil.checkpoint();
        gil.detached(Thread::onSpinWait);
      }
    }
  }

  @Test
  void aLockHeldByTwoAtOnceIsSeen(Browser browser) throws Exception {
    Trace broken =
        Traces.of(
            List.of(
                new Lane("A", 1, List.of(Traces.span(State.HOLD, 0, 50, -1))),
                new Lane("B", 2, List.of(Traces.span(State.HOLD, 30, 60, -1)))),
            100);
    browser.open(Pages.of(folder, broken));
    assertThat(overlap(browser)).isEqualTo(Long.toString(20 * Traces.MS));
    assertThat(browser.text("return document.getElementById('checked').className"))
        .isEqualTo("fault");
  }

  @Test
  void aFileThatWasChangedIsSeen(Browser browser) throws Exception {
    Path page = Pages.of(folder, Traces.turns());
    String text = Files.readString(page);
    String changed = text.replace("\"sums\":[\"60000000\"", "\"sums\":[\"60000001\"");
    assertThat(changed).isNotEqualTo(text);
    browser.open(Files.writeString(page, changed));
    assertThat(agrees(browser)).isEqualTo("false");
  }

  private static Object sums(Browser browser) {
    return browser.run(
        "return [...document.querySelectorAll('#totals tbody tr')].map("
            + "tr => [...tr.querySelectorAll('td[data-nanos]')].map(td => td.dataset.nanos))");
  }

  private static List<List<String>> sums(Trace trace) {
    List<List<String>> lines = new ArrayList<>();
    for (Lane lane : trace.lanes()) {
      List<String> line = new ArrayList<>();
      for (State state : State.values()) {
        line.add(Long.toString(lane.nanos(state)));
      }
      line.add(Long.toString(lane.longest(State.HOLD)));
      line.add(Long.toString(lane.longest(State.WAIT)));
      lines.add(line);
    }
    List<String> all = new ArrayList<>();
    for (State state : State.values()) {
      all.add(Long.toString(trace.nanos(state)));
    }
    for (State state : List.of(State.HOLD, State.WAIT)) {
      all.add(
          Long.toString(trace.lanes().stream().mapToLong(l -> l.longest(state)).max().orElse(0)));
    }
    lines.add(all);
    return lines;
  }

  private static String overlap(Browser browser) {
    return browser.text("return document.getElementById('checked').dataset.overlap");
  }

  private static String agrees(Browser browser) {
    return browser.text("return document.getElementById('checked').dataset.agree");
  }
}
