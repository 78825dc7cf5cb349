package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users start it. What it says of speeds is not judged here. */
class GilJarIT {
  @TempDir private Path folder;

  @Test
  void itSaysItsVersion() throws Exception {
    GilProcess gil = GilProcess.run("--version");
    assertThat(gil.status()).isZero();
    assertThat(gil.out()).matches("gil \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  @Test
  void aRunWritesTheSameRightResultForEveryStrategy() throws Exception {
    Path json = folder.resolve("out.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "count",
            "primes",
            "refcount",
            "--form",
            "loop",
            "--size",
            "20000",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--workers",
            "2",
            "--json",
            json.toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    JsonObject report = read(json);
    assertThat(results(report, "count")).hasSizeGreaterThanOrEqualTo(3).containsOnly("40000");
    assertThat(results(report, "primes")).hasSizeGreaterThanOrEqualTo(3).containsOnly("20000");
    assertThat(results(report, "refcount")).hasSizeGreaterThanOrEqualTo(3).containsOnly("40000");
    assertThat(gil.out()).containsPattern("threads +0 +0 +0").contains("2 threads, no lock");
    assertThat(gil.out()).contains("count", "primes", "2 threads, no gil");
    assertThat(gil.err()).isEmpty();
  }

  @Test
  void everyIntervalOfAListIsARunOfItsOwn() throws Exception {
    Path json = folder.resolve("out.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "count",
            "--strategy",
            "single,threads",
            "--interval",
            "5ms,5us",
            "--size",
            "20000",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--json",
            json.toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    List<Double> intervals =
        StreamSupport.stream(read(json).getAsJsonArray("runs").spliterator(), false)
            .map(run -> run.getAsJsonObject().get("intervalUs").getAsDouble())
            .toList();
    assertThat(intervals).containsExactly(5_000.0, 5_000.0, 5.0, 5.0);
    assertThat(gil.out()).contains("count at 5us:", "a second", "cpu us each");
  }

  @Test
  void loopsAndKernelsGiveTheSameResult() throws Exception {
    Path json = folder.resolve("out.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "matmul",
            "--strategy",
            "threads,kernels,processes,free",
            "--size",
            "100",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--workers",
            "2",
            "--json",
            json.toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    JsonObject report = read(json);
    assertThat(values(report, "matmul", "form")).containsOnly("loop", "kernel");
    assertThat(results(report, "matmul")).hasSize(8).containsOnly("-2.09617");
    assertThat(gil.out()).contains("matmul by loops", "matmul by kernels");
  }

  @Test
  void membersOnThisMachineGiveTheResultsThatWorkersGive() throws Exception {
    Path json = folder.resolve("out.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "primes",
            "refcount",
            "--strategy",
            "processes,cluster",
            "--local-members",
            "2",
            "--form",
            "loop",
            "--size",
            "20000",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--workers",
            "2",
            "--json",
            json.toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    JsonObject report = read(json);
    assertThat(results(report, "primes")).hasSize(2).containsOnly("20000");
    assertThat(results(report, "refcount")).hasSize(2).containsOnly("40000");
  }

  @Test
  void aMemberSaysWhatItTakesAndWhatItMisses() throws Exception {
    GilProcess help = GilProcess.run("member", "--help");
    assertThat(help.status()).as(help.err()).isZero();
    assertThat(help.out()).contains("--cluster NAME", "READY", "SIGTERM");
    GilProcess nameless = GilProcess.run("member", "--port", "5701");
    assertThat(nameless.status()).isEqualTo(2);
    assertThat(nameless.err()).contains("--cluster NAME is missing");
  }

  @Test
  void aPageHasWhatTheJsonHasAndARecordingOfEachStrategyWithALock() throws Exception {
    Path json = folder.resolve("out.json");
    Path html = folder.resolve("out.html");
    Path trace = folder.resolve("trace.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "count",
            "--strategy",
            "single,threads,free",
            "--size",
            "20000",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--json",
            json.toString(),
            "--html",
            html.toString(),
            "--trace",
            trace.toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    String page = Files.readString(html);
    assertThat(page).startsWith("<!doctype html>").endsWith("</html>\n");
    JsonObject data =
        JsonParser.parseString(
                page.substring(
                    page.indexOf("id=\"gil-data\">") + 14,
                    page.indexOf("</script>", page.indexOf("id=\"gil-data\">"))))
            .getAsJsonObject();
    assertThat(data.getAsJsonObject("raw").get("text").getAsString())
        .isEqualTo(Files.readString(json));
    assertThat(data.getAsJsonArray("recordings"))
        .extracting(recording -> recording.getAsJsonObject().get("title").getAsString())
        .contains("count \u00b7 threads")
        .doesNotContain("count \u00b7 free");
    assertThat(read(trace).getAsJsonArray("traceEvents").toString())
        .contains("count \u00b7 threads", "count \u00b7 single");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(json, html, trace);
    }
  }

  @Test
  void theExitCodeSaysWhatTheReportSaysOfNoise() throws Exception {
    Path json = folder.resolve("out.json");
    GilProcess gil =
        GilProcess.run(
            "run",
            "count",
            "--strategy",
            "single",
            "--size",
            "10",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--json",
            json.toString());
    boolean noisy = read(json).getAsJsonObject("machine").get("noisy").getAsBoolean();
    assertThat(gil.status()).isEqualTo(noisy ? GilCommand.TOO_BUSY : 0);
    assertThat(gil.out().contains("not judged")).isEqualTo(noisy);
  }

  @Test
  void badInputEndsWithTwo() throws Exception {
    GilProcess gil = GilProcess.run("run", "cuont");
    assertThat(gil.status()).isEqualTo(2);
    assertThat(gil.err()).contains("did you mean \"count\"?");
    assertThat(gil.out()).isEmpty();
  }

  @Test
  void theDemoTellsTheStory() throws Exception {
    GilProcess gil =
        GilProcess.run("demo", "--quick", "--html", folder.resolve("demo.html").toString());
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    assertThat(gil.out())
        .contains(
            "effective",
            "count: 2 tasks",
            "primes:",
            "held",
            "hand-offs",
            "by two at once for 0 ns",
            "Smaller than full size:",
            "gil run count primes",
            "Report: " + folder.resolve("demo.html"))
        .containsPattern("Thread 1 [AB] \\|")
        .containsPattern("Thread 2 [AB] \\|")
        .doesNotContain("\u001b", "NaN");
    assertThat(folder.resolve("demo.html")).content().contains("2 threads that count", "<h1>");
    // A machine that is busy may have a worker starve its others, and be told so.
    assertThat(gil.err()).doesNotContain("Exception", "SEVERE");
  }

  @Test
  void adviceSaysWhatToTakeOrWhyNothing() throws Exception {
    Path json = folder.resolve("advice.json");
    GilProcess gil =
        GilProcess.run(
            "advise", "count", "--size", "200000", "--thread-safe", "--json", json.toString());
    JsonObject report = read(json);
    boolean judged = report.getAsJsonArray("noise").isEmpty();
    assertThat(gil.status()).as(gil.err()).isEqualTo(judged ? 0 : GilCommand.TOO_BUSY);
    assertThat(report.get("best").isJsonNull()).isEqualTo(!judged);
    assertThat(gil.out()).startsWith("count: ").contains(report.get("sentence").getAsString());
  }

  @Test
  void theAdvisorIsExaminedOnAFewCases() throws Exception {
    GilProcess gil = GilProcess.run("advise", "--evaluate", "--quick");
    assertThat(gil.status()).as(gil.err()).isIn(0, GilCommand.TOO_BUSY);
    assertThat(gil.out()).contains("the drawn half by seed", "cpu-8x8", "drawn-1", "The worst:");
  }

  @Test
  void theDoctorStartsEveryStrategy() throws Exception {
    GilProcess gil = GilProcess.run("doctor");
    assertThat(gil.status()).isZero();
    assertThat(gil.out()).contains("JDK", "cores", "single", "threads", "free");
  }

  private static JsonObject read(Path json) throws IOException {
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  private static List<String> results(JsonObject report, String workload) {
    return values(report, workload, "result");
  }

  private static List<String> values(JsonObject report, String workload, String name) {
    return StreamSupport.stream(report.getAsJsonArray("runs").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(run -> run.get("workload").getAsString().equals(workload))
        .map(run -> run.get(name).getAsString())
        .toList();
  }
}
