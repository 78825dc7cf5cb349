package dev.gil.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.bench.Bench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convoi | no bench \"convoi\", did you mean \"convoy\"?",
        "banana | no bench \"banana\". There are: lock, convoy, refcount, io, pool",
        "convoy --case wake-1-hog-shore | no case \"wake-1-hog-shore\", did you mean"
            + " \"wake-1-hog-share\"?",
        "convoy --case uncontended | no case \"uncontended\"",
        "convoy --forks 0 | --forks 0 is outside 1 to 100",
        "convoy --forks 101 | --forks 101 is outside 1 to 100",
        "convoy --forks many | 'many' is not an int",
        "convoy --json nowhere/out.json | cannot be written: there is no folder",
        "'' | Missing required parameter: 'NAME'"
      })
  void badInputIsRefusedBeforeAnythingRuns(String typed, String message) {
    int status = line.execute(typed.isEmpty() ? new String[0] : typed.split(" "));
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aStarIsAnyTextAndTheRestIsItself() {
    assertThat("wake-16-hog-share").matches(CaseChoice.pattern("wake-*-hog-share"));
    assertThat("wake-1-hog-share").matches(CaseChoice.pattern("wake-?-hog-share"));
    assertThat("wake-16-hog-share").doesNotMatch(CaseChoice.pattern("wake-?-hog-share"));
    assertThat("cpu2x5ms").doesNotMatch(CaseChoice.pattern("cpu2.5ms"));
  }

  @Test
  void severalPatternsMeanAllTheirCases() {
    Predicate<String> wanted =
        CaseChoice.cases(line, List.of("nested", "cpu2-*"), BenchCommand.BENCHES);
    assertThat(cases()).filteredOn(wanted).containsExactly("nested", "cpu2-5ms", "cpu2-500us");
  }

  @Test
  void namesOfCasesAreFixed() {
    assertThat(cases())
        .doesNotHaveDuplicates()
        .contains(
            "uncontended",
            "nested",
            "checkpoint-scalar",
            "checkpoint-vector",
            "handoff-spinning",
            "counters")
        .contains("contended-2", "contended-4", "contended-16", "contended-64")
        .contains("wake-1-added-p50-us", "wake-4-added-p99-us", "wake-16-hog-share")
        .contains("echo-1-trips", "echo-4-p99-us", "echo-4-hog-share", "io64-hog2-hog-share")
        .contains("hogs64-worst-share", "cpu2-5ms", "cpu2-500us", "handoffs-per-s-5us")
        .contains("retain-release", "biased-owner", "biased-other", "two-threads")
        .contains("kept-100-ms", "kept-1000-ms", "kept-10000-rss", "fresh-10000-ms")
        .contains("noop-latency", "pipelined-distinct", "pipelined-same", "map-chunked")
        .contains("echo-1MiB", "echo-64MiB", "handover-64MiB", "start-cold", "start-spare")
        .contains("level0-executions", "woven-executions", "raced-executions", "reset-executions")
        .contains("woven-executions-random-walk", "reset-executions-bounded")
        .contains("member-latency", "member-in-flight", "member-compute", "member-recovery-p95")
        .contains("find-lost-update", "find-aba-stack", "find-bounded-buffer-ms");
  }

  private static List<String> cases() {
    return BenchCommand.BENCHES.stream().map(Bench::cases).flatMap(List::stream).toList();
  }
}
