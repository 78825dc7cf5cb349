package dev.gil.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless browser with one page. For one thread. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Selenium says of every newer Chromium that it has no classes for it; none are used here. */
  private static final Logger CDP = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;

  Browser(Chromium chromium) {
    CDP.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.browser().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromium.driver().toFile())
            .withLogFile(new File("/dev/null"))
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Opens a report and waits until it is drawn. What was logged before is forgotten. */
  void open(Path page) {
    driver.get("about:blank");
    logged(LogType.BROWSER);
    logged(LogType.PERFORMANCE);
    driver.get(page.toUri().toString());
    await("return document.documentElement.dataset.ready !== undefined");
  }

  /** Waits until a script returns true. */
  void await(String script) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20))
        .withMessage(script)
        .until(d -> Boolean.TRUE.equals(driver.executeScript(script)));
  }

  Object run(String script, Object... arguments) {
    return Objects.requireNonNull(driver.executeScript(script, arguments), script);
  }

  /** Runs a script that returns nothing. */
  void act(String script, Object... arguments) {
    driver.executeScript(script, arguments);
  }

  String text(String script, Object... arguments) {
    return run(script, arguments).toString();
  }

  double number(String script, Object... arguments) {
    return ((Number) run(script, arguments)).doubleValue();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** A window of so many pixels, and the colours of a theme; motion is switched off. */
  void look(int width, int height, String theme) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Makes the window as high as the page, so that all of it is drawn. */
  void lookAtAll(int width, String theme) {
    look(width, 800, theme);
    int height = (int) number("return document.documentElement.scrollHeight");
    look(width, height, theme);
    settle();
  }

  /** Until the page has drawn what it was told. */
  void settle() {
    driver.executeAsyncScript(
        "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() =>"
            + " requestAnimationFrame(() => done())), 60)");
  }

  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** What the window shows. */
  BufferedImage picture() throws IOException {
    Object data = command("Page.captureScreenshot", Map.of("format", "png")).get("data");
    byte[] png = Base64.getDecoder().decode(Objects.requireNonNull(data).toString());
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  /** What the page complained of since the last call. */
  List<String> complaints() {
    return logged(LogType.BROWSER).stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What the page asked for besides itself since the last call. */
  List<String> requests() {
    String page = Objects.requireNonNull(driver.getCurrentUrl());
    return logged(LogType.PERFORMANCE).stream()
        .map(entry -> url(entry.getMessage()))
        .filter(url -> !url.isEmpty() && !url.equals(page) && !url.startsWith("data:"))
        .filter(url -> !url.equals("about:blank"))
        .toList();
  }

  private static String url(String message) {
    Map<?, ?> event =
        (Map<?, ?>) ((Map<?, ?>) new Json().toType(message, Map.class)).get("message");
    if (event == null || !"Network.requestWillBeSent".equals(event.get("method"))) {
      return "";
    }
    Map<?, ?> params = (Map<?, ?>) Objects.requireNonNull(event.get("params"));
    Map<?, ?> request = (Map<?, ?>) Objects.requireNonNull(params.get("request"));
    return String.valueOf(request.get("url"));
  }

  private List<LogEntry> logged(String type) {
    return driver.manage().logs().get(type).getAll();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
