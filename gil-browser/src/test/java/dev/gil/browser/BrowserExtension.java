package dev.gil.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One browser for all tests. Where there is none, every test counts as skipped and says so. */
final class BrowserExtension implements BeforeEachCallback, ParameterResolver {
  private record Opened(Browser browser) implements AutoCloseable {
    @Override
    public void close() {
      browser.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    boolean isThere = Chromium.find().isPresent();
    if (!isThere) {
      System.err.println("!!!! THE PAGE WAS NOT TESTED: " + Chromium.MISSING);
    }
    assumeTrue(isThere, Chromium.MISSING);
    browser(context).look(1200, 800, "light");
  }

  private static Browser browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(BrowserExtension.class))
        .getOrComputeIfAbsent(
            "browser", _ -> new Opened(new Browser(Chromium.find().orElseThrow())), Opened.class)
        .browser();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser(context);
  }
}
