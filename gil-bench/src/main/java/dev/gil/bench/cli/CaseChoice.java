package dev.gil.bench.cli;

import dev.gil.bench.Bench;
import dev.gil.workloads.command.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds benches and cases by what was typed. */
final class CaseChoice {
  private CaseChoice() {}

  /**
   * The benches of these names, each once.
   *
   * @throws ParameterException if there is no such: says which was meant
   */
  static List<Bench> benches(CommandLine line, List<String> names, List<Bench> all) {
    List<String> known = all.stream().map(Bench::name).toList();
    List<Bench> chosen = new ArrayList<>();
    for (String name : names.stream().distinct().toList()) {
      if (!known.contains(name)) {
        throw unknown(line, "bench", name, known);
      }
      chosen.add(all.get(known.indexOf(name)));
    }
    return chosen;
  }

  /**
   * Whether a case is meant by one of the patterns; all are, without patterns.
   *
   * @throws ParameterException if a pattern means no case of these benches
   */
  static Predicate<String> cases(CommandLine line, List<String> globs, List<Bench> benches) {
    List<String> known = benches.stream().flatMap(bench -> bench.cases().stream()).toList();
    List<Predicate<String>> meant = new ArrayList<>();
    for (String glob : globs) {
      Predicate<String> one = pattern(glob).asMatchPredicate();
      if (known.stream().noneMatch(one)) {
        throw unknown(line, "case", glob, known);
      }
      meant.add(one);
    }
    return meant.isEmpty() ? _ -> true : name -> meant.stream().anyMatch(p -> p.test(name));
  }

  /** A star is any text, a question mark any letter; everything else is itself. */
  static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString());
  }

  private static ParameterException unknown(
      CommandLine line, String what, String typed, Collection<String> known) {
    String guess =
        Nearest.to(typed, known).map(near -> ", did you mean \"" + near + "\"?").orElse(".");
    return new ParameterException(
        line,
        "no " + what + " \"" + typed + '"' + guess + " There are: " + String.join(", ", known));
  }
}
