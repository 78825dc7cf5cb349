package dev.gil.trace.internal;

import dev.gil.trace.HtmlReport.Fact;
import dev.gil.trace.HtmlReport.Reason;
import dev.gil.trace.LockLane;
import dev.gil.trace.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sentences of a page. */
final class Words {
  private Words() {}

  static String verdict(String headline, List<Reason> reasons) {
    String lines =
        reasons.stream()
            .map(
                reason ->
                    "<li><b>%s</b> %s</li>\n"
                        .formatted(Markup.text(reason.subject()), Markup.text(reason.text())))
            .collect(Collectors.joining());
    return "<h1>%s</h1>\n".formatted(Markup.text(headline))
        + (lines.isEmpty() ? "" : "<ul class=\"reasons\">\n" + lines + "</ul>");
  }

  /** What a trace alone says: how much its busiest lock was held. */
  static String summary(Trace trace) {
    Optional<LockLane> busiest =
        trace.lockLanes().stream().max(Comparator.comparingDouble(LockLane::heldShare));
    if (busiest.isEmpty()) {
      return "Nothing was recorded.";
    }
    LockLane lock = busiest.get();
    long threads = lock.turns().stream().map(Trace.Turn::threadId).distinct().count();
    return String.format(
        Locale.ROOT,
        "%s was held for %.1f %% of %.1f ms, by %d thread%s in %,d turn%s.",
        lock.lock(),
        100 * lock.heldShare(),
        trace.nanos() / 1e6,
        threads,
        threads == 1 ? "" : "s",
        lock.turns().size(),
        lock.turns().size() == 1 ? "" : "s");
  }

  static String machine(List<Fact> facts, Optional<List<String>> noise) {
    if (facts.isEmpty() && noise.isEmpty()) {
      return "";
    }
    String items =
        facts.stream()
            .map(
                fact ->
                    "<div><dt>%s</dt><dd>%s</dd></div>\n"
                        .formatted(Markup.text(fact.name()), Markup.text(fact.value())))
            .collect(Collectors.joining());
    return "<dl class=\"machine\">\n"
        + noise.map(Words::badge).orElse("")
        + items
        + noise.map(Words::why).orElse("")
        + "</dl>";
  }

  private static String badge(List<String> why) {
    return why.isEmpty()
        ? "<div><dt class=\"unseen\">Noise</dt><dd class=\"badge quiet\">quiet machine</dd></div>\n"
        : "<div><dt class=\"unseen\">Noise</dt><dd class=\"badge noisy\">busy machine</dd></div>\n";
  }

  private static String why(List<String> why) {
    return why.isEmpty()
        ? ""
        : "<div class=\"why\"><dt>not judged:</dt> <dd>%s</dd></div>\n"
            .formatted(Markup.text(String.join("; ", why)));
  }

  static String advice(List<String> paragraphs) {
    if (paragraphs.isEmpty()) {
      return "";
    }
    String text =
        paragraphs.stream()
            .map(paragraph -> "<p>" + Markup.text(paragraph) + "</p>\n")
            .collect(Collectors.joining());
    return """
    <section class="advice" aria-labelledby="advice-head">
    <h2 id="advice-head">What to do</h2>
    %s</section>\
    """
        .formatted(text);
  }
}
