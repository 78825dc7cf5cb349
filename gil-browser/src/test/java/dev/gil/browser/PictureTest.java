package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.trace.HtmlReport;
import dev.gil.trace.HtmlReport.Bar;
import dev.gil.trace.HtmlReport.Chart;
import dev.gil.trace.HtmlReport.Rank;
import dev.gil.trace.HtmlReport.Table;
import dev.gil.trace.Trace;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.State;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen, by the pixels of screenshots. */
@ExtendWith(BrowserExtension.class)
class PictureTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1200, light", "1200, dark", "420, light", "420, dark"})
  void eachLaneHasTheColoursOfItsStatesAtTheirTimes(int width, String theme, Browser browser)
      throws Exception {
    browser.look(width, 800, theme);
    browser.open(Pages.of(folder, Traces.turns()));
    browser.lookAtAll(width, theme);
    Picture picture = new Picture(browser);
    assertThat(picture.at("demo", 20)).isEqualTo("hold"); // A
    assertThat(picture.at("demo", 50)).isEqualTo("hold-2"); // B
    assertThat(picture.at("demo", 95)).isEqualTo("track");
    assertThat(picture.at("A", 20)).isEqualTo("hold");
    assertThat(picture.at("A", 50)).isEqualTo("kernel");
    assertThat(picture.at("A", 70)).isEqualTo("hold");
    assertThat(picture.at("A", 90)).isEqualTo("track");
    assertThat(picture.at("B", 5)).isEqualTo("track");
    assertThat(picture.at("B", 25)).isEqualTo("wait");
    assertThat(picture.at("B", 50)).isEqualTo("hold");
    assertThat(picture.at("B", 75)).isEqualTo("blocked");
    assertThat(picture.at("main", 10)).isEqualTo("track");
    assertThat(picture.at("main", 45)).isEqualTo("hold");
    assertThat(picture.at("Core 0", 20)).isEqualTo("hold"); // A
    assertThat(picture.at("Core 0", 50)).isEqualTo("hold-2"); // B
    assertThat(picture.at("Core 1", 50)).isEqualTo("kernel");
    assertThat(picture.at("Core 1", 20)).isEqualTo("track");
    assertThat(picture.at("Core 1", 65)).isEqualTo("hold-3"); // the worker, elsewhere before
  }

  /** Another schedule is another picture, at the same place of the same lane. */
  @Test
  void anotherScheduleIsAnotherPicture(Browser browser) throws Exception {
    assertThat(scheduled(browser, 0)).isEqualTo("hold");
    assertThat(scheduled(browser, 50)).isEqualTo("wait");
  }

  private String scheduled(Browser browser, long turn) throws Exception {
    Trace trace =
        Traces.of(
            List.of(
                new Lane(
                    "A",
                    1,
                    turn == 0
                        ? List.of(Traces.span(State.HOLD, 0, 50, 0))
                        : List.of(
                            Traces.span(State.WAIT, 0, turn, -1),
                            Traces.span(State.HOLD, turn, turn + 50, 0)))),
            100);
    browser.open(Pages.of(folder, trace));
    browser.lookAtAll(1200, "light");
    return new Picture(browser).at("A", 25);
  }

  /** Beyond the few that are drawn one by one, columns of pixels show shares. */
  @Test
  void manySpansAreDrawnByTheirShares(Browser browser) throws Exception {
    browser.open(Pages.of(folder, Traces.handOffs(200_000, 2)));
    browser.lookAtAll(1200, "light");
    assertThat(browser.run("return document.querySelectorAll('.lane')[1].row.isExact"))
        .isEqualTo(false);
    Picture picture = new Picture(browser);
    List<String> lane = picture.column("Thread 1", 500);
    assertThat(lane).contains("hold", "wait");
    assertThat(lane.indexOf("wait")).isLessThan(lane.lastIndexOf("hold")); // holds are below
  }

  @ParameterizedTest
  @ValueSource(ints = {420, 320, 1200})
  void nothingSticksOut(int width, Browser browser) throws Exception {
    String word = "averylongnamewithoutanyspaces".repeat(6);
    browser.look(width, 800, "light");
    browser.open(
        Pages.of(
            folder,
            HtmlReport.titled(word)
                .recording(word, Traces.turns())
                .recording("other", Traces.turns())
                .verdict("Take " + word)
                .reason(word, word)
                .fact(word, word)
                .chart(new Chart(word, List.of(new Bar(word, 2, "2.00x (n.s.)", Rank.BEST))))
                .table(
                    new Table(
                        word, List.of("a", word, word), List.of(List.of(word, word, word)), 0))
                .advice(word)
                .json("a.json", "{}")));
    assertThat(browser.number("return document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(browser.number("return document.body.scrollWidth")).isEqualTo(width);
  }

  /** A screenshot, and where the lanes are in it. */
  private static final class Picture {
    private static final List<String> NAMES =
        List.of(
            "hold",
            "hold-2",
            "hold-3",
            "hold-4",
            "wait",
            "wait-pale",
            "kernel",
            "kernel-pale",
            "blocked",
            "blocked-pale",
            "track");

    private final Browser browser;
    private final BufferedImage image;

    Picture(Browser browser) throws Exception {
      this.browser = browser;
      this.image = browser.picture();
    }

    /** The state whose colours are seen round the middle of a lane, at a time of 100 ms. */
    String at(String lane, int ms) {
      Map<?, ?> place = place(lane);
      int x = (int) (number(place, "left") + number(place, "width") * ms / 100);
      int y = (int) (number(place, "top") + number(place, "height") * 3 / 4); // below a label
      for (int dy = -4; dy <= 4; dy++) {
        for (int dx = -4; dx <= 4; dx++) {
          String seen = nameOf(image.getRGB(x + dx, y + dy));
          if (!seen.endsWith("-pale") && !seen.equals("track") && !seen.isEmpty()) {
            return seen;
          }
        }
      }
      return nameOf(image.getRGB(x, y));
    }

    /** From top to bottom. */
    List<String> column(String lane, int x) {
      Map<?, ?> place = place(lane);
      int top = (int) Math.ceil(number(place, "top"));
      return java.util.stream.IntStream.range(0, (int) number(place, "height") - 1)
          .mapToObj(
              y ->
                  nameOf(image.getRGB((int) number(place, "left") + x, top + y))
                      .replace("-pale", ""))
          .toList();
    }

    private Map<?, ?> place(String lane) {
      return (Map<?, ?>)
          browser.run(
              """
              const lane = [...document.querySelectorAll('.lane')].find(l => l.row.name === arguments[0]);
              const { left, top, width, height } = lane.row.canvas.getBoundingClientRect();
              return { left, top, width, height };
              """,
              lane);
    }

    private static double number(Map<?, ?> place, String name) {
      return ((Number) place.get(name)).doubleValue();
    }

    /** Of the style sheet; empty for a mixture. */
    private String nameOf(int rgb) {
      String colour = String.format("#%06x", rgb & 0xffffff);
      return NAMES.stream().filter(name -> colourOf(name).equals(colour)).findFirst().orElse("");
    }

    private final Map<String, String> colours = new java.util.HashMap<>();

    private String colourOf(String name) {
      return colours.computeIfAbsent(
          name,
          n ->
              browser.text(
                  "return getComputedStyle(document.documentElement).getPropertyValue('--' +"
                      + " arguments[0]).trim()",
                  n));
    }
  }
}
