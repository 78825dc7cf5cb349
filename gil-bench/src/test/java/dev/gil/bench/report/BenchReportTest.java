package dev.gil.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.workloads.measure.Machine;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final Machine FREE = new Machine(2, 1.98);

  private final Scores scores = new Scores(_ -> true);

  @Test
  void aReportWithAnAbsentPeerFitsTheSchema() throws Exception {
    assertThat(Schema.problems(report(FREE))).isEmpty();
  }

  @Test
  void aReportOfABusyMachineFitsTheSchema() throws Exception {
    assertThat(Schema.problems(report(new Machine(2, 1.2)))).isEmpty();
  }

  @Test
  void theSchemaRefusesARowWithoutAPeer() throws Exception {
    assertThat(spoilt(row -> row.remove("peer"))).isNotEmpty();
  }

  @Test
  void theSchemaRefusesAnAdvantageOverAnAbsentPeer() throws Exception {
    assertThat(spoilt(row -> row.add("peerValue", com.google.gson.JsonNull.INSTANCE))).isNotEmpty();
  }

  @Test
  void theSchemaRefusesAnUnknownUnit() throws Exception {
    assertThat(spoilt(row -> row.addProperty("unit", "miles"))).isNotEmpty();
  }

  @Test
  void figuresAreThoseOfTheRows() {
    JsonObject report = JsonParser.parseString(report(FREE)).getAsJsonObject();
    JsonObject first = report.getAsJsonArray("rows").get(0).getAsJsonObject();
    assertThat(first.get("case").getAsString()).isEqualTo("uncontended");
    assertThat(first.get("peer").getAsString()).isEqualTo("ReentrantLock");
    assertThat(first.get("unit").getAsString()).isEqualTo("ns");
    assertThat(first.get("value").getAsDouble()).isEqualTo(2.3457);
    assertThat(first.get("peerValue").getAsDouble()).isEqualTo(4.6913);
    assertThat(first.get("advantage").getAsDouble()).isEqualTo(2);
    JsonObject second = report.getAsJsonArray("rows").get(1).getAsJsonObject();
    assertThat(second.get("peer").getAsString()).isEqualTo("GraalPy");
    assertThat(second.get("advantage").isJsonNull()).isTrue();
  }

  private String report(Machine machine) {
    scores.add("lock", "uncontended", Unit.NANOS, "gil", 2.345_67);
    scores.add("lock", "uncontended", Unit.NANOS, "ReentrantLock", 4.691_34);
    scores.absent("lock", "uncontended", Unit.NANOS, "GraalPy", "not installed");
    return BenchReport.json("1", machine, scores.rows());
  }

  private List<String> spoilt(Consumer<JsonObject> spoiler) throws IOException {
    JsonElement report = JsonParser.parseString(report(FREE));
    spoiler.accept(report.getAsJsonObject().getAsJsonArray("rows").get(0).getAsJsonObject());
    return Schema.problems(report.toString());
  }
}
