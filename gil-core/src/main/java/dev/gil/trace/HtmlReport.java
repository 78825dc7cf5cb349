package dev.gil.trace;

import dev.gil.trace.internal.AtomicText;
import dev.gil.trace.internal.ReportPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One HTML file that shows who held a lock, for how long, and who waited.
 *
 * {@snippet :
 * HtmlReport.of(recorder.trace()).writeTo(Path.of("gil-report.html"));
 * }
 *
 * <p>The file opens without a server and asks nothing of the network; a policy in it forbids that.
 * It sums the spans up again and says whether that agrees with the trace. Names and texts are shown
 * as they are, whatever they hold.
 *
 * <p>For one thread. Everything but the recordings is optional and stands in the order of the page,
 * not in that of the calls.
 */
public final class HtmlReport {
  /** The longest trace, in nanoseconds, in which a page counts exactly: 104 days. */
  public static final long LONGEST = 1L << 53;

  private final String title;
  private final List<Recording> recordings = new ArrayList<>();
  private String verdict = "";
  private final List<Reason> reasons = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private Optional<List<String>> noise = Optional.empty();
  private final List<Chart> charts = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();
  private Optional<Raw> raw = Optional.empty();

  private HtmlReport(String title) {
    this.title = title;
  }

  /**
   * A report on one trace, whose first sentence says how much the locks were held.
   *
   * @param trace what was recorded
   * @return a report to add to, or to write
   * @throws IllegalArgumentException if the trace is longer than {@link #LONGEST}
   */
  public static HtmlReport of(Trace trace) {
    return titled("gil trace").recording("trace", trace);
  }

  /**
   * A report without a recording yet.
   *
   * @param title what was done, such as the command
   * @return a report to add to
   */
  public static HtmlReport titled(String title) {
    return new HtmlReport(title);
  }

  /**
   * Adds a trace. Of several, the reader chooses; the first is shown first.
   *
   * @param name what was recorded
   * @param trace the spans
   * @return this
   * @throws IllegalArgumentException if the trace is longer than {@link #LONGEST}, or its threads
   *     together spent longer than that in one state
   */
  public HtmlReport recording(String name, Trace trace) {
    boolean fits = trace.nanos() >= 0 && trace.nanos() < LONGEST;
    for (Trace.State state : Trace.State.values()) {
      fits &= trace.nanos(state) >= 0 && trace.nanos(state) < LONGEST;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "recording \"" + name + "\" spans more than 104 days, too long for a page to count in");
    }
    recordings.add(new Recording(name, trace));
    return this;
  }

  /**
   * The first sentence of the page.
   *
   * @param sentence what follows from all the figures
   * @return this
   */
  public HtmlReport verdict(String sentence) {
    verdict = sentence;
    return this;
  }

  /**
   * A line under the verdict.
   *
   * @param subject what it is about
   * @param text why
   * @return this
   */
  public HtmlReport reason(String subject, String text) {
    reasons.add(new Reason(subject, text));
    return this;
  }

  /**
   * A fact about the machine or the settings.
   *
   * @param name such as "JDK"
   * @param value such as "25"
   * @return this
   */
  public HtmlReport fact(String name, String value) {
    facts.add(new Fact(name, value));
    return this;
  }

  /**
   * Says whether the machine was quiet enough for speeds to be judged.
   *
   * @param why it was not; empty if it was
   * @return this
   */
  public HtmlReport noise(List<String> why) {
    noise = Optional.of(List.copyOf(why));
    return this;
  }

  /**
   * Adds a chart of bars.
   *
   * @param chart the bars
   * @return this
   */
  public HtmlReport chart(Chart chart) {
    charts.add(chart);
    return this;
  }

  /**
   * Adds a table.
   *
   * @param table the cells
   * @return this
   */
  public HtmlReport table(Table table) {
    tables.add(table);
    return this;
  }

  /**
   * Adds a paragraph of advice.
   *
   * @param paragraph what to do next
   * @return this
   */
  public HtmlReport advice(String paragraph) {
    advice.add(paragraph);
    return this;
  }

  /**
   * Adds the raw figures, which a reader can save as a file.
   *
   * @param fileName its name
   * @param json its text, saved as it is
   * @return this
   */
  public HtmlReport json(String fileName, String json) {
    raw = Optional.of(new Raw(fileName, json));
    return this;
  }

  /**
   * Writes the page into a file, all of it or, if that fails, nothing: a file that was there stays
   * until the new one is complete.
   *
   * @param file to be made or replaced
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path file) throws IOException {
    AtomicText.write(file, this::writeTo);
  }

  /**
   * Writes the page.
   *
   * @param out stays open
   * @throws IOException if {@code out} throws it
   */
  public void writeTo(Appendable out) throws IOException {
    new ReportPage(
            title,
            List.copyOf(recordings),
            verdict,
            List.copyOf(reasons),
            List.copyOf(facts),
            noise,
            List.copyOf(charts),
            List.copyOf(tables),
            List.copyOf(advice),
            raw)
        .write(out);
  }

  /**
   * A trace with a name.
   *
   * @param name what was recorded
   * @param trace the spans
   */
  public record Recording(String name, Trace trace) {}

  /**
   * A line under the verdict.
   *
   * @param subject what it is about
   * @param text why
   */
  public record Reason(String subject, String text) {}

  /**
   * A fact about the machine or the settings.
   *
   * @param name of it
   * @param value of it
   */
  public record Fact(String name, String value) {}

  /**
   * Bars of one measure, from zero, with a line at 1.
   *
   * @param title what is measured
   * @param bars from top to bottom
   */
  public record Chart(String title, List<Bar> bars) {
    /**
     * Copies the list.
     *
     * @param title what is measured
     * @param bars from top to bottom
     */
    public Chart {
      bars = List.copyOf(bars);
    }
  }

  /**
   * A bar of a chart.
   *
   * @param name in front of it
   * @param value how long it is, not less than 0
   * @param text behind it
   * @param rank how it is drawn
   */
  public record Bar(String name, double value, String text, Rank rank) {
    /**
     * Checks the value.
     *
     * @param name in front of it
     * @param value how long it is
     * @param text behind it
     * @param rank how it is drawn
     * @throws IllegalArgumentException if {@code value} is negative or no number
     */
    public Bar {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("bar \"" + name + "\" cannot be " + value + " long");
      }
    }
  }

  /** How a bar stands among the others. */
  public enum Rank {
    /** One of several. */
    PLAIN,
    /** The one to take. */
    BEST,
    /** Out of competition: what would be possible. */
    CEILING
  }

  /**
   * A table, whose first column names its lines.
   *
   * @param title above it
   * @param heads of all columns
   * @param lines a cell for every column
   * @param best the line to stand out, from 0; -1 for none
   */
  public record Table(String title, List<String> heads, List<List<String>> lines, int best) {
    /**
     * Copies the lists.
     *
     * @param title above it
     * @param heads of all columns
     * @param lines a cell for every column
     * @param best the line to stand out, from 0; -1 for none
     * @throws IllegalArgumentException if a line has not as many cells as there are heads
     */
    public Table {
      heads = List.copyOf(heads);
      lines = lines.stream().map(List::copyOf).toList();
      for (List<String> line : lines) {
        if (line.size() != heads.size()) {
          throw new IllegalArgumentException(
              "table \"" + title + "\" has " + heads.size() + " columns and a line " + line);
        }
      }
    }
  }

  /**
   * The raw figures.
   *
   * @param fileName as which they are saved
   * @param text what is saved
   */
  public record Raw(String fileName, String text) {}
}
