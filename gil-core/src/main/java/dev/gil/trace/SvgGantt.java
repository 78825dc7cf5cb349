package dev.gil.trace;

import dev.gil.trace.Columns.Run;
import dev.gil.trace.Layout.Who;
import dev.gil.trace.Trace.Lane;
import dev.gil.trace.Trace.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws a trace for documents: one SVG without scripts, fonts or anything else from outside, light
 * and dark as its reader is set. States differ by colour and by pattern. A pixel is a column as in
 * the text, so the size is bounded by lanes, not by spans.
 */
final class SvgGantt {
  private static final int LABELS = 190;
  private static final int SUMMARIES = 96;
  private static final int LANE = 22;
  private static final int BAR = 14;
  private static final int COLOURS = 6;
  private static final int WIDE_ENOUGH_FOR_A_LETTER = 9;

  /** Okabe and Ito's colours, and black and white where text is on them. */
  private static final String STYLE =
      """
      <style>
      text{font:12px system-ui,sans-serif;fill:#1f2328}
      .s{font-size:11px;fill:#59636e}
      .k{font:10px ui-monospace,monospace;fill:#fff;text-anchor:middle}
      .bg{fill:#fff}.row{fill:#eef1f4}.axis{stroke:#59636e}
      .HOLD{fill:#0072b2}.WAIT{fill:url(#w)}.BLOCKED{fill:url(#b)}.KERNEL{fill:url(#k)}
      .t0{fill:#0072b2}.t1{fill:#a8560f}.t2{fill:#00795a}.t3{fill:#8a3d6b}.t4{fill:#4a5560}.t5{fill:#6a4fb3}
      .wl{stroke:#d98200}.bl{fill:#8b949e}.kl{stroke:#009e73}
      @media(prefers-color-scheme:dark){
      text{fill:#e6edf3}.s{fill:#9aa4af}.k{fill:#fff}
      .bg{fill:#0d1117}.row{fill:#1b222b}.axis{stroke:#9aa4af}
      .HOLD{fill:#3a9bdc}.wl{stroke:#f0a63a}.kl{stroke:#2fc79a}}
      </style>
      <defs>
      <pattern id="w" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5" class="wl" stroke-width="4"/></pattern>
      <pattern id="b" width="4" height="4" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.1" class="bl"/></pattern>
      <pattern id="k" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 1H4" class="kl" stroke-width="2.4"/></pattern>
      </defs>
      """;

  private final Trace trace;
  private final Layout layout;
  private final int width;
  private final int columns;
  private final StringBuilder out = new StringBuilder();
  private int y = 26;

  private SvgGantt(Trace trace, int width) {
    this.trace = trace;
    this.layout = new Layout(trace);
    this.width = width;
    this.columns = width - LABELS - SUMMARIES;
  }

  static String of(Trace trace, String title, int width) {
    if (width < 480 || width > 4_000) {
      throw new IllegalArgumentException("width " + width + " is outside 480 to 4,000");
    }
    return new SvgGantt(trace, width).draw(title);
  }

  private String draw(String title) {
    text(8, 17, "", title);
    int left = Layout.MOST_LANES;
    for (Map.Entry<String, List<Lane>> process : layout.byProcess().entrySet()) {
      if (!process.getKey().isEmpty()) {
        line(process.getKey() + layout.clock(process.getKey()));
      }
      for (LockLane lock : trace.lockLanes()) {
        if (lock.process().equals(process.getKey())) {
          lock(lock);
        }
      }
      process.getValue().stream().limit(left).forEach(this::lane);
      left = Math.max(0, left - process.getValue().size());
    }
    if (trace.lanes().size() > Layout.MOST_LANES) {
      line("and " + (trace.lanes().size() - Layout.MOST_LANES) + " more lanes");
    }
    trace.coreLanes().stream().limit(Layout.MOST_LANES).forEach(this::core);
    axis();
    legend();
    return head(title)
        + STYLE
        + "<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n"
        + out
        + "</svg>\n";
  }

  private String head(String title) {
    StringBuilder head = new StringBuilder();
    head.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"").append(width);
    head.append("\" height=\"").append(y + 6).append("\" viewBox=\"0 0 ").append(width);
    head.append(' ').append(y + 6).append('"');
    for (State state : State.values()) {
      head.append(" data-").append(state.name().toLowerCase(Locale.ROOT)).append("-nanos=\"");
      head.append(trace.nanos(state)).append('"');
    }
    head.append(" data-overlap-nanos=\"").append(trace.overlappingHolds()).append("\">\n<title>");
    return head.append(escape(title)).append("</title>\n").toString();
  }

  private void lock(LockLane lock) {
    row("lock " + lock.lock(), "held " + Layout.percent(lock.heldShare()).strip());
    Columns<Who> axis = axisOf();
    lock.turns().forEach(turn -> axis.add(Who.of(turn), turn.from(), turn.to()));
    threads(axis);
  }

  private void core(CoreLane core) {
    row("core " + core.core(), "idle " + Layout.percent(core.idleShare()).strip());
    Columns<Who> axis = axisOf();
    core.turns().forEach(turn -> axis.add(Who.of(turn), turn.from(), turn.to()));
    threads(axis);
  }

  private void lane(Lane lane) {
    double held = (double) lane.nanos(State.HOLD) / Math.max(1, trace.nanos());
    row(
        layout.key(Who.of(lane)) + " " + Layout.name(lane.thread()),
        "held " + Layout.percent(held).strip());
    Columns<State> axis = axisOf();
    lane.spans().forEach(span -> axis.add(span.state(), span.from(), span.to()));
    for (Run<State> run : axis.runs()) {
      @Nullable State state = run.what();
      if (state != null) {
        bar(run.first(), run.length(), state.name(), state.name());
      }
    }
    y += LANE;
  }

  private void threads(Columns<Who> axis) {
    for (Run<Who> run : axis.runs()) {
      @Nullable Who who = run.what();
      if (who != null) {
        bar(run.first(), run.length(), "t" + layout.number(who) % COLOURS, who.thread());
        if (run.length() >= WIDE_ENOUGH_FOR_A_LETTER) {
          text(
              LABELS + run.first() + run.length() / 2,
              y + 14,
              "k",
              String.valueOf(layout.key(who)));
        }
      }
    }
    y += LANE;
  }

  private <K> Columns<K> axisOf() {
    return new Columns<>(trace.from(), trace.to(), columns);
  }

  private void row(String label, String summary) {
    text(8, y + 15, "", Layout.name(label));
    out.append("<rect class=\"row\" x=\"").append(LABELS).append("\" y=\"").append(y + 3);
    out.append("\" width=\"").append(columns).append("\" height=\"").append(BAR).append("\"/>\n");
    text(width - SUMMARIES + 8, y + 15, "s", summary);
  }

  private void bar(int first, int length, String style, String name) {
    out.append("<rect class=\"").append(style).append("\" x=\"").append(LABELS + first);
    out.append("\" y=\"").append(y + 3).append("\" width=\"").append(length);
    out.append("\" height=\"").append(BAR).append("\"><title>").append(escape(name));
    out.append("</title></rect>\n");
  }

  private void line(String words) {
    text(8, y + 15, "s", words);
    y += LANE;
  }

  private void axis() {
    out.append("<path class=\"axis\" d=\"M").append(LABELS).append(' ').append(y + 2).append('h');
    out.append(columns).append("\"/>\n");
    text(LABELS, y + 15, "s", "0");
    String end = Layout.millis(trace.nanos());
    text(LABELS + columns - 7 * end.length(), y + 15, "s", end);
    y += LANE;
  }

  private void legend() {
    int x = LABELS;
    for (State state : State.values()) {
      out.append("<rect class=\"").append(state.name()).append("\" x=\"").append(x);
      out.append("\" y=\"").append(y + 3).append("\" width=\"16\" height=\"12\"/>\n");
      String words = words(state);
      text(x + 21, y + 14, "s", words);
      x += 34 + 6 * words.length();
    }
    y += LANE;
    line((trace.cores().known() ? "cores by " : "no cores: ") + trace.cores().text());
    if (trace.dropped() > 0) {
      line(trace.dropped() + " older spans dropped");
    }
  }

  private static String words(State state) {
    return switch (state) {
      case HOLD -> "holds";
      case WAIT -> "waits";
      case BLOCKED -> "without the lock";
      case KERNEL -> "in a kernel";
    };
  }

  private void text(int x, int baseline, String style, String words) {
    out.append("<text x=\"").append(x).append("\" y=\"").append(baseline).append('"');
    if (!style.isEmpty()) {
      out.append(" class=\"").append(style).append('"');
    }
    out.append('>').append(escape(words)).append("</text>\n");
  }

  /** Text and nothing else, and only characters that XML has. */
  private static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                  boolean odd =
                      c < ' ' || (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
                  safe.appendCodePoint(odd ? '?' : c);
                }
              }
            });
    return safe.toString();
  }
}
