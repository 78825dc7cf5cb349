package dev.gil.browser;

import dev.gil.trace.HtmlReport;
import dev.gil.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;

/** Reports as files. */
final class Pages {
  private Pages() {}

  static Path of(Path folder, Trace trace) throws IOException {
    return of(folder, HtmlReport.of(trace));
  }

  static Path of(Path folder, HtmlReport report) throws IOException {
    Path file = folder.resolve("report.html");
    report.writeTo(file);
    return file;
  }
}
