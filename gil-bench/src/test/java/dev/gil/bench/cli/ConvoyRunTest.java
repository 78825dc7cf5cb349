package dev.gil.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.bench.report.Schema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One case for real, in its own process; what it says of speeds is not judged here. */
class ConvoyRunTest {
  @TempDir private Path folder;

  @Test
  void aCaseRunsInAForkAndItsReportFitsTheSchema() throws Exception {
    Path json = folder.resolve("out.json");
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(
                "convoy",
                "--quick",
                "--case",
                "cpu2-500us",
                "--peer",
                "none",
                "--json",
                json.toString());
    assertThat(status).isIn(0, 3);
    String report = Files.readString(json);
    assertThat(Schema.problems(report)).isEmpty();
    JsonObject row =
        JsonParser.parseString(report)
            .getAsJsonObject()
            .getAsJsonArray("rows")
            .get(0)
            .getAsJsonObject();
    assertThat(row.get("case").getAsString()).isEqualTo("cpu2-500us");
    assertThat(row.get("value").getAsDouble()).isPositive();
    assertThat(row.get("peerValue").getAsDouble()).isPositive();
    assertThat(out.toString()).contains("cpu2-500us", "one-thread");
  }
}
