package dev.gil.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Mouse, touch and keys move the timeline. */
@ExtendWith(BrowserExtension.class)
class HandsTest {
  private static final long ALL = 100 * Traces.MS;

  @TempDir private Path folder;

  private Browser browser;
  private WebElement view;

  @BeforeEach
  void open(Browser opened) throws Exception {
    browser = opened;
    browser.open(Pages.of(folder, Traces.turns()));
    view = browser.driver().findElement(By.id("view"));
    assertThat(shown()).containsExactly(0L, ALL);
  }

  private List<Long> shown() {
    browser.settle();
    return List.of(
        Long.parseLong(view.getDomAttribute("data-from")),
        Long.parseLong(view.getDomAttribute("data-to")));
  }

  private WebElement lane() {
    return browser.driver().findElements(By.cssSelector(".lane canvas")).get(1);
  }

  private String tip() {
    return browser.text(
        "const t = document.getElementById('tip'); return t.hidden ? '' : t.textContent");
  }

  private String said() {
    return browser.text("return document.getElementById('said').textContent");
  }

  @Test
  void aButtonShowsHalfOfIt() {
    browser.driver().findElement(By.id("zoom-in")).click();
    assertThat(shown()).containsExactly(ALL / 4, 3 * ALL / 4);
    browser.driver().findElement(By.id("zoom-all")).click();
    assertThat(shown()).containsExactly(0L, ALL);
  }

  @Test
  void keysZoomAndMove() {
    view.sendKeys("+");
    assertThat(shown()).containsExactly(ALL / 4, 3 * ALL / 4);
    view.sendKeys(Keys.ARROW_RIGHT);
    assertThat(shown()).containsExactly(3 * ALL / 8, 7 * ALL / 8);
    view.sendKeys(Keys.HOME);
    assertThat(shown()).containsExactly(0L, ALL / 2);
    view.sendKeys("0");
    assertThat(shown()).containsExactly(0L, ALL);
  }

  @Test
  void nothingBeyondTheEndsIsShown() {
    view.sendKeys("+", Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    assertThat(shown()).containsExactly(0L, ALL / 2);
    view.sendKeys("-", "-", "-");
    assertThat(shown()).containsExactly(0L, ALL);
  }

  @Test
  void theViewIsReachedByTab() {
    browser.act("document.getElementById('zoom-all').focus()");
    new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    assertThat(browser.text("return document.activeElement.id")).isEqualTo("view");
  }

  @Test
  void keysTellALaneStretchByStretch() {
    view.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(said()).startsWith("A: held 60 ms in 2 stretches, in kernels 20 ms in 1 stretch");
    view.sendKeys("n");
    assertThat(said()).startsWith("A has the lock 40 ms");
    view.sendKeys("n");
    assertThat(said()).startsWith("A computes without the lock 20 ms");
    view.sendKeys("p");
    assertThat(said()).startsWith("A has the lock 40 ms");
  }

  @Test
  void theMouseIsToldWhoHasTheLockThatIsWaitedFor() {
    WebElement b = browser.driver().findElements(By.cssSelector(".lane canvas")).get(2);
    int width = b.getSize().getWidth();
    new Actions(browser.driver()).moveToElement(b, width / 4 - width / 2, 0).perform(); // at 25 ms
    assertThat(tip()).contains("B waits 30 ms", "A has it", "from 10,000 µs to 40,000 µs");
  }

  @Test
  void theMouseDragsTheTimeline() {
    view.sendKeys("+");
    List<Long> before = shown();
    new Actions(browser.driver()).clickAndHold(lane()).moveByOffset(100, 0).release().perform();
    List<Long> after = shown();
    assertThat(after.get(0)).isLessThan(before.get(0));
    assertThat(after.get(1) - after.get(0)).isEqualTo(ALL / 2);
  }

  @Test
  void theWheelZoomsWithControlAndElseScrolls() {
    wheel(120, 0);
    assertThat(shown()).containsExactly(0L, ALL);
    wheel(-240, 2);
    assertThat(shown().get(1) - shown().get(0)).isLessThan(ALL * 2 / 3);
  }

  private void wheel(int by, int modifiers) {
    Map<?, ?> at = centre();
    browser.command(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            "mouseWheel",
            "x",
            at.get("x"),
            "y",
            at.get("y"),
            "deltaX",
            0,
            "deltaY",
            by,
            "modifiers",
            modifiers));
  }

  private Map<?, ?> centre() {
    return (Map<?, ?>)
        browser.run(
            "const r = arguments[0].getBoundingClientRect(); return {x: r.left + r.width / 2, y:"
                + " r.top + r.height / 2}",
            lane());
  }

  @Test
  void twoFingersZoomAndOneMoves() {
    browser.command(
        "Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 2));
    try {
      touch("touchStart", -40, 40);
      for (int apart = 60; apart <= 160; apart += 20) {
        touch("touchMove", -apart, apart);
      }
      touch("touchEnd");
      List<Long> zoomed = shown();
      assertThat(zoomed.get(1) - zoomed.get(0)).isBetween(ALL / 6, ALL / 2);
      touch("touchStart", 0);
      for (int x = 0; x <= 100; x += 20) {
        touch("touchMove", x);
      }
      touch("touchEnd");
      assertThat(shown().get(0)).isLessThan(zoomed.get(0));
    } finally {
      browser.command("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
    }
  }

  /** Fingers so far from the middle of a lane. */
  private void touch(String type, int... offsets) {
    Map<?, ?> at = centre();
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i < offsets.length; i++) {
      double x = ((Number) at.get("x")).doubleValue() + offsets[i];
      points.add(Map.of("x", x, "y", at.get("y"), "id", i));
    }
    browser.command("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }
}
