package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A million spans: the size of the file is promised, the time is printed. */
@ExtendWith(BrowserExtension.class)
class MillionTest {
  private static final int SPANS = 1_000_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void aMillionSpansFitAndOpen(Browser browser) throws Exception {
    Trace trace = Traces.handOffs(SPANS, 8);
    assertThat(trace.lanes().stream().mapToInt(lane -> lane.spans().size()).sum()).isEqualTo(SPANS);
    Path page = Pages.of(folder, trace);
    assertThat(Files.size(page)).isLessThanOrEqualTo(MOST_BYTES);

    long start = System.nanoTime();
    browser.open(page);
    double opened = (System.nanoTime() - start) / 1e6;
    assertThat(browser.text("return document.getElementById('checked').dataset.agree"))
        .isEqualTo("true");
    double ready = browser.number("return Number(document.documentElement.dataset.ready)");
    double frame =
        browser.number(
            "const l = document.querySelector('.lane').row; const t = performance.now();"
                + " for (let i = 0; i < 20; i++) l.track.shares(i * 1e6, 8e8 - i * 1e6, 1000);"
                + " return (performance.now() - t) / 20");
    System.out.printf(
        Locale.ROOT,
        "%,d spans: %.1f MB, complete %.0f ms after the page began to load (%.0f ms with the"
            + " driver); shares of a lane %.1f ms a frame%n",
        SPANS,
        Files.size(page) / 1024.0 / 1024,
        ready,
        opened,
        frame);
  }
}
