package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.HtmlReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page asks for nothing and complains of nothing; and if it did, these tests would see it. */
@ExtendWith(BrowserExtension.class)
class QuietTest {
  /** The discard port: a request to it is seen, and goes nowhere. */
  private static final String ELSEWHERE = "http://127.0.0.1:9/x.png";

  @TempDir private Path folder;

  private Path page() throws Exception {
    return Pages.of(
        folder,
        HtmlReport.of(Traces.turns())
            .recording("another", Traces.random(1))
            .json("run.json", "{\"a\":\"<b>\"}"));
  }

  @Test
  void thePageIsQuiet(Browser browser) throws Exception {
    browser.open(page());
    browser.act("document.getElementById('zoom-in').click()");
    browser.act(
        "const s = document.getElementById('recording'); s.value = '1'; s.dispatchEvent(new"
            + " Event('change'))");
    browser.settle();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).isEmpty();
  }

  @Test
  void anErrorWouldBeSeen(Browser browser) throws Exception {
    browser.open(page());
    browser.act("setTimeout(() => { throw new Error('planted') })");
    browser.settle();
    assertThat(browser.complaints()).anyMatch(line -> line.contains("planted"));
  }

  @Test
  void aRequestIsForbidden(Browser browser) throws Exception {
    browser.open(page());
    browser.act("new Image().src = arguments[0]", ELSEWHERE);
    browser.settle();
    assertThat(browser.complaints()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void aRequestOfAPageWithoutThePolicyWouldBeSeen(Browser browser) throws Exception {
    Path page = page();
    String text = Files.readString(page);
    String open = text.replaceFirst("<meta http-equiv=[^>]*>", "");
    assertThat(open).isNotEqualTo(text);
    browser.open(Files.writeString(page, open));
    browser.act("new Image().src = arguments[0]", ELSEWHERE);
    browser.settle();
    assertThat(browser.requests()).isEqualTo(List.of(ELSEWHERE));
  }

  @Test
  void theRawFiguresAreSavedAsTheyWere(Browser browser) throws Exception {
    Path page = page();
    Path saved = folder.resolve("run.json");
    browser.command(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString(), "eventsEnabled", false));
    browser.open(page);
    browser.act("document.querySelector('#download a').click()");
    await(saved);
    assertThat(saved).hasContent("{\"a\":\"<b>\"}");
    assertThat(browser.requests()).allMatch(url -> url.startsWith("blob:"));
  }

  /** A file appears under its name when it is complete. */
  private void await(Path file) throws Exception {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      for (int i = 0; i < 30 && Files.notExists(file); i++) {
        WatchKey key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.reset();
        }
      }
    }
  }
}
