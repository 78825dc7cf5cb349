package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GilCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run cuont | no workload \"cuont\", did you mean \"count\"? There are: count, primes,"
            + " refcount",
        "run banana | no workload \"banana\". There are: count, primes, refcount",
        "run count --strategy thread | no strategy \"thread\", did you mean \"threads\"?",
        "run count --strategy single,fre | no strategy \"fre\", did you mean \"free\"?",
        "run count --size 0 | --size 0 is outside 1 to 1,000,000,000,000 turns a task",
        "run primes --size 100000001 | --size 100,000,001 is outside 1 to 100,000,000 primes",
        "run count --size many | 'many' is not a long",
        "run count --workers 0 | --workers 0 is outside 1 to 1,024",
        "run count --workers 1025 | --workers 1,025 is outside 1 to 1,024",
        "run count --in-flight 0 | --in-flight 0 is outside 1 to 1,024 tasks a worker",
        "run count --in-flight 1025 | --in-flight 1,025 is outside 1 to 1,024 tasks a worker",
        "run count --in-flight many | 'many' is not an int",
        "run pages --workers 2 --in-flight 513 | --workers times --in-flight 1,026 is outside 1 to"
            + " 1,024 tasks at once",
        "run count --form kernel | --form kernel: count has no such form",
        "run primes --form loops | no form \"loops\"; there are: loop, kernel",
        "run count --tasks 0 | --tasks 0 is outside 1 to 100,000",
        "run count --reps 0 | --reps 0 is outside 1 to 1,000",
        "run count --at-least 0s | --at-least PT0S is outside 1us to 24h",
        "run count --interval 5 | '5' is no duration: write 5ms, 100us or 1s",
        "run count --interval 5ms,50 | '50' is no duration: write 5ms, 100us or 1s",
        "run count --interval 5ms,-1us | '-1us' is no duration: write 5ms, 100us or 1s",
        "run count --interval 500us,25h | --interval PT25H is outside 1us to 24h",
        "run count --interval 0us | --interval PT0S is outside 1us to 24h",
        "run count --interval 25h | --interval PT25H is outside 1us to 24h",
        "run count --url-file nowhere.txt | --url-file is for the workload pages, which is not run",
        "run pages --url-file nowhere.txt | --url-file nowhere.txt is no file",
        "run pages --size 0 | --size 0 is outside 1 to 100,000 pages",
        "run count --class-path nowhere.jar | --class-path nowhere.jar is not there",
        "run count --json nowhere/out.json | --json nowhere/out.json cannot be written: there is"
            + " no",
        "run count --json /proc/self/out.json | cannot be written: it is no file on a disk",
        "run count --local-members 0 | --local-members 0 is outside 1 to 64 members",
        "run count --local-members 2 --join 127.0.0.1:5701 | give one",
        "run count --join 127.0.0.1:5701 | --join needs --cluster NAME",
        "run | Missing required parameter: 'WORKLOAD'",
        "advise | name one thing: WORKLOAD, --class, --table, --evaluate, --score or"
            + " --coefficients",
        "advise primes --table | name one thing",
        "advise prims | no workload \"prims\", did you mean \"primes\"?",
        "advise primes --size 0 | --size 0 is outside 1 to 100,000,000 primes",
        "advise primes --tasks 0 | --tasks 0 is outside 1 to 100,000 tasks",
        "advise primes --at-once 0 | --at-once 0 is outside 1 to 1,024 tasks",
        "advise primes --memory-limit 0 | --memory-limit 0 is outside 1 to 1,073,741,824 MB",
        "advise primes --thread-safe --not-thread-safe | contradict each other",
        "advise count --form kernel | --form kernel: count has no such form",
        "advise --class com.acme.Nothing | --class com.acme.Nothing is not on the class path",
        "advise --class java.lang.Object | is no Workload, Task, Callable or Runnable",
        "advise --class java.lang.Integer | has no constructor without parameters",
        "advise --class java.util.List | has no constructor without parameters",
        "dmeo | Unmatched argument at index 0: 'dmeo'",
        "'' | say what to do"
      })
  void badInputIsRefusedBeforeAnythingRuns(String typed, String message) {
    int status = gil(typed.isEmpty() ? new String[0] : typed.split(" "));
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
    assertThat(status).isEqualTo(2);
  }

  @Test
  void aTargetThatIsAFolderIsRefusedBeforeAnythingRuns() {
    assertThat(gil("run", "count", "--json", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("cannot be written: it is a folder");
  }

  @Test
  void aListOfPagesWithARubbishLineIsRefusedWithItsNumber() throws Exception {
    Path list = Files.writeString(folder.resolve("urls"), "http://127.0.0.1/\n\nnot a page\n");
    assertThat(gil("run", "pages", "--url-file", list.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("urls, line 3: \"not a page\" is no address of a page");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aRefusedRunLeavesItsTargetAsItWas() throws Exception {
    Path target = Files.writeString(folder.resolve("old.json"), "old");
    gil("run", "count", "--json", target.toString(), "--size", "0");
    assertThat(target).hasContent("old");
    gil("run", "count", "--json", folder.resolve("new.json").toString(), "--size", "0");
    assertThat(folder.resolve("new.json")).doesNotExist();
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(gil("--help")).isZero();
    assertThat(out.toString()).contains("3 the machine was too busy to judge");
  }

  @Test
  void helpSaysWhatIsInFlight() {
    assertThat(gil("run", "--help")).isZero();
    assertThat(out.toString()).contains("--in-flight=N");
  }

  @Test
  void theListNamesWorkloadsAndStrategies() {
    assertThat(gil("list")).isZero();
    assertThat(out.toString())
        .contains("count", "primes", "refcount", "single", "threads", "free")
        .as("colour, where it is not for a terminal")
        .doesNotContain("\u001b");
  }

  @Test
  void helpThatIsNotForATerminalHasNoColour() {
    gil("--help");
    assertThat(out.toString()).isNotBlank().doesNotContain("\u001b");
  }

  private int gil(String... args) {
    return GilCommand.execute(new PrintWriter(out), new PrintWriter(err), args);
  }
}
