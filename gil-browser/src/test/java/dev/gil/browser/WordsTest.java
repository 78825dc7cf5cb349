package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.HtmlReport;
import dev.gil.trace.HtmlReport.Bar;
import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Rank;
import dev.gil.trace.HtmlReport.Table;
import dev.gil.trace.Incident;
import dev.gil.trace.Incident.Kind;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the page says in words. */
@ExtendWith(BrowserExtension.class)
class WordsTest {
  @TempDir private Path folder;

  @Test
  void hostileTextsAreTextEverywhere(Browser browser) throws Exception {
    Trace trace = Traces.hostile();
    String evil = Traces.HOSTILE;
    browser.open(
        Pages.of(
            folder,
            HtmlReport.titled(evil)
                .recording(evil, trace)
                .recording(evil, trace)
                .verdict(evil)
                .reason(evil, evil)
                .fact(evil, evil)
                .noise(List.of(evil))
                .chart(new Chart(evil, List.of(new Bar(evil, 2, evil, Rank.PLAIN))))
                .table(new Table(evil, List.of(evil, evil), List.of(List.of(evil, evil)), 0))
                .advice(evil)
                .json(evil, evil)));
    browser.driver().findElement(By.id("view")).sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, "n");
    assertThat(browser.number("return document.querySelectorAll('img').length")).isZero();
    assertThat(browser.number("return document.scripts.length")).isEqualTo(2);
    assertThat(
            browser.run("return [...document.querySelectorAll('.lane b')].map(b => b.textContent)"))
        .isEqualTo(List.of(evil, evil, "Core 0", "Core 1"));
    for (String place : List.of("#incidents ol", "#tip", "#said", "#totals table")) {
      assertThat(browser.text("return document.querySelector(arguments[0]).textContent", place))
          .as(place)
          .contains("<img src=x onerror=alert(1)>");
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void incidentsAreNamedAndLeadToTheirPlace(Browser browser) throws Exception {
    long ms = Traces.MS;
    Trace trace =
        Traces.with(
            Traces.turns(),
            List.of(
                new Incident(Kind.STARVED, "", "A", 0, 60 * ms, "A passed no checkpoint for 60 ms"),
                new Incident(
                    Kind.WORKER_DIED,
                    "worker 1 (pid 4711)",
                    "",
                    70 * ms,
                    70 * ms,
                    "killed by signal 9"),
                new Incident(
                    Kind.STUCK_IN_NATIVE, "", "B", 40 * ms, 60 * ms, "B is in Native.call")));
    browser.open(Pages.of(folder, trace));
    assertThat(browser.text("return document.querySelector('#incidents ol').innerText"))
        .contains(
            "Held without a checkpoint",
            "A passed no checkpoint for 60 ms",
            "60 ms at 0 ns",
            "A worker died",
            "worker 1 (pid 4711)",
            "killed by signal 9",
            "Stuck in native code",
            "B is in Native.call");
    browser.driver().findElements(By.cssSelector("#incidents button")).get(2).click();
    browser.settle();
    assertThat(browser.text("return document.getElementById('view').dataset.from"))
        .isEqualTo("20000000");
    assertThat(browser.text("return document.getElementById('view').dataset.to"))
        .isEqualTo("80000000");
  }

  @Test
  void aCoreThatRanNothingIsIdle(Browser browser) throws Exception {
    Trace turns = Traces.turns();
    Trace trace = Traces.of(turns.lanes().subList(2, 3), 100);
    browser.open(Pages.of(folder, trace));
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.lane .name')].map(n => n.innerText)"))
        .asString()
        .contains("Core 0\nidle", "Core 1\nidle 50 %");
    assertThat(browser.text("return document.getElementById('lanes').innerText"))
        .contains("Cores · a test");
  }

  @Test
  void withoutEveryPlaceKnownNoCoreIsDrawnAndThePageSaysWhy(Browser browser) throws Exception {
    Lane lane = new Lane("A", 1, List.of(Traces.span(State.HOLD, 0, 50, -1)));
    browser.open(Pages.of(folder, Traces.of(List.of(lane), 100)));
    assertThat(browser.text("return document.getElementById('lanes').innerText"))
        .doesNotContain("Core");
    assertThat(browser.text("return document.getElementById('about').innerText"))
        .isEqualTo("No lanes of cores: of some holds it is not known where they ran.");
  }

  @Test
  void everyPictureHasANameAndEveryRegionALabel(Browser browser) throws Exception {
    browser.open(Pages.of(folder, Traces.turns()));
    assertThat(
            browser.number(
                "return document.querySelectorAll('canvas:not([aria-label]):not([aria-hidden]),"
                    + " [role=img]:not([aria-label]),"
                    + " section:not([aria-label]):not([aria-labelledby]),"
                    + " button:not([aria-label]):empty, th:not([scope])').length"))
        .isZero();
    assertThat(browser.number("return document.querySelectorAll('h1').length")).isEqualTo(1);
    assertThat(browser.text("return document.documentElement.lang")).isEqualTo("en");
    assertThat(
            browser.text(
                "return"
                    + " [...document.querySelectorAll('[aria-labelledby],[aria-describedby]')].flatMap(e"
                    + " => [e.getAttribute('aria-labelledby'),"
                    + " e.getAttribute('aria-describedby')]).filter(id => id &&"
                    + " !document.getElementById(id)).join()"))
        .isEmpty();
  }
}
