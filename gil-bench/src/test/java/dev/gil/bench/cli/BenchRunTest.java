package dev.gil.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.bench.report.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * One case of a bench for real, in processes of its own; what it says of speeds is not judged here.
 */
class BenchRunTest {
  @TempDir private Path folder;

  @Test
  void aSceneRunsInAForkAndItsReportFitsTheSchema() throws Exception {
    JsonObject row = only("convoy", "--quick", "--case", "cpu2-500us", "--peer", "none");
    assertThat(row.get("case").getAsString()).isEqualTo("cpu2-500us");
    assertThat(row.get("peer").getAsString()).isEqualTo("one-thread");
  }

  @Test
  void aJmhCaseRunsInForksAndItsReportFitsTheSchema() throws Exception {
    JsonObject row = only("lock", "--quick", "--case", "uncontended", "--peer", "ReentrantLock");
    assertThat(row.get("case").getAsString()).isEqualTo("uncontended");
    assertThat(row.get("peer").getAsString()).isEqualTo("ReentrantLock");
  }

  @Test
  void aWorkerStartsBesideAPlainOneAndTheReportFitsTheSchema() throws Exception {
    JsonObject row = only("pool", "--quick", "--case", "start-cold", "--peer", "plain-worker");
    assertThat(row.get("case").getAsString()).isEqualTo("start-cold");
    assertThat(row.get("peer").getAsString()).isEqualTo("plain-worker");
  }

  @Test
  void anExplorerRunsBesideVirtualThreadsAloneAndTheReportFitsTheSchema() throws Exception {
    JsonObject row = only("explore", "--quick", "--case", "woven-executions");
    assertThat(row.get("case").getAsString()).isEqualTo("woven-executions");
    assertThat(row.get("peer").getAsString()).isEqualTo("virtual-threads");
  }

  private JsonObject only(String... arguments) throws IOException {
    Path json = folder.resolve("out.json");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                Stream.concat(Stream.of(arguments), Stream.of("--json", json.toString()))
                    .toArray(String[]::new));
    assertThat(status).as(err.toString()).isIn(0, 3);
    String report = Files.readString(json);
    assertThat(Schema.problems(report)).isEmpty();
    JsonArray rows = JsonParser.parseString(report).getAsJsonObject().getAsJsonArray("rows");
    assertThat(rows).hasSize(1);
    JsonObject row = rows.get(0).getAsJsonObject();
    assertThat(row.get("value").getAsDouble()).isPositive();
    assertThat(row.get("peerValue").getAsDouble()).isPositive();
    assertThat(out.toString()).contains(row.get("case").getAsString());
    return row;
  }
}
