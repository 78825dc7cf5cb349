package dev.gil.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.trace.HtmlReport.Bar;
import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Rank;
import dev.gil.trace.HtmlReport.Table;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.Span;
import dev.gil.trace.Trace.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as text. What a browser makes of it is tested in gil-browser. */
class HtmlReportTest {
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";

  @TempDir private Path folder;

  private static Trace trace(String thread) {
    return new Trace(
        List.of(new Lane(thread, 1, List.of(new Span(State.HOLD, "demo", 1_000, 3_000)))),
        List.of(),
        1_000,
        5_000,
        0,
        CoreSource.none("a test"));
  }

  private static String page(HtmlReport report) throws IOException {
    StringBuilder out = new StringBuilder();
    report.writeTo(out);
    return out.toString();
  }

  private static String between(String page, String open, String close) {
    int from = page.indexOf(open) + open.length();
    return page.substring(from, page.indexOf(close, from));
  }

  @Test
  void thePolicyAllowsTheScriptAndTheStyleThatAreThereAndNothingElse() throws Exception {
    String page = page(HtmlReport.of(trace("a")));
    String policy = between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assertThat(policy)
        .startsWith("default-src 'none';")
        .contains("script-src '" + hash(between(page, "<script>", "</script>")) + "'")
        .contains("style-src '" + hash(between(page, "<style>", "</style>")) + "'")
        .doesNotContain("unsafe", "http");
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void nothingInItIsFetched() throws Exception {
    String page = page(HtmlReport.of(trace("a")));
    Matcher references =
        Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')\\s>]*)").matcher(page);
    assertThat(references.results().map(found -> found.group(1)))
        .allMatch(target -> target.matches("#.*|data:.*|URL\\.createObjectURL.*"));
    assertThat(page).doesNotContain("@import", "fetch(", "XMLHttpRequest", "WebSocket");
  }

  @Test
  void hostileTextsEndNeitherAnElementNorTheScript() throws Exception {
    HtmlReport report =
        HtmlReport.titled(HOSTILE)
            .recording(HOSTILE, trace(HOSTILE))
            .verdict(HOSTILE)
            .reason(HOSTILE, HOSTILE)
            .fact(HOSTILE, HOSTILE)
            .noise(List.of(HOSTILE))
            .chart(new Chart(HOSTILE, List.of(new Bar(HOSTILE, 1, HOSTILE, Rank.BEST))))
            .table(new Table(HOSTILE, List.of(HOSTILE), List.of(List.of(HOSTILE)), -1))
            .advice(HOSTILE)
            .json(HOSTILE, HOSTILE);
    String page = page(report);
    assertThat(page).doesNotContain("<img").doesNotContain(HOSTILE);
    assertThat(page.split("</script>", -1)).hasSize(3); // the data's and the script's own
  }

  @Test
  void theVerdictIsTheFirstSentence() throws Exception {
    String page = page(HtmlReport.of(trace("a")).verdict("Take a & b."));
    assertThat(between(page, "<h1>", "</h1>")).isEqualTo("Take a &amp; b.");
    assertThat(page.indexOf("<h1>")).isLessThan(page.indexOf("<section"));
  }

  @Test
  void withoutAVerdictTheFirstSentenceSaysHowMuchTheLockWasHeld() throws Exception {
    String page = page(HtmlReport.of(trace("a")));
    assertThat(between(page, "<h1>", "</h1>"))
        .isEqualTo("demo was held for 50.0 % of 0.0 ms, by 1 thread in 1 turn.");
  }

  @Test
  void aTraceOfNothingIsAPage() throws Exception {
    Trace nothing = new Trace(List.of(), List.of(), 0, 0, 0, CoreSource.none("a test"));
    assertThat(page(HtmlReport.of(nothing))).contains("<h1>Nothing was recorded.</h1>");
  }

  @Test
  void aTraceTooLongToCountInIsRefused() {
    Trace endless =
        new Trace(List.of(), List.of(), 0, HtmlReport.LONGEST, 0, CoreSource.none("a test"));
    assertThatThrownBy(() -> HtmlReport.of(endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("104 days");
  }

  @Test
  void aTableWithALineTooShortIsRefused() {
    assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(List.of("1")), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 columns");
  }

  @Test
  void aBarThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new Bar("a", Double.NaN, "", Rank.PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeWrittenToTheEndLeavesTheOldFile() throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), "old");
    Trace backwards =
        new Trace(
            List.of(
                new Lane(
                    "a",
                    1,
                    List.of(
                        new Span(State.HOLD, "demo", 0, 9), new Span(State.HOLD, "demo", 9, 5)))),
            List.of(),
            0,
            9,
            0,
            CoreSource.none("a test"));
    HtmlReport report = HtmlReport.of(backwards);
    assertThatThrownBy(() -> report.writeTo(file)).isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), "old");
    HtmlReport.of(trace("a")).writeTo(file);
    assertThat(file).content().startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path real = Files.writeString(folder.resolve("real.html"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), real);
    HtmlReport.of(trace("a")).writeTo(link);
    assertThat(link).isSymbolicLink();
    assertThat(real).content().startsWith("<!doctype html>");
  }
}
