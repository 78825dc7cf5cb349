package dev.gil.workloads.measure;

import static dev.gil.workloads.measure.Samples.FREE;
import static dev.gil.workloads.measure.Samples.outcome;
import static dev.gil.workloads.measure.Samples.row;
import static dev.gil.workloads.measure.Samples.switching;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final Row SINGLE = row("single", 200, 201.25, 202);
  private static final Row FREE_ROW = row("free", 100, 101, 102);

  @Test
  void aRealRunFitsTheSchema() throws Exception {
    Plan plan = Samples.plan(2, 2, "single", "threads", "free");
    Outcome outcome = new Experiment(plan, FREE, (_, _, _) -> {}).make();
    assertThat(problems(RunReport.json("1", List.of(outcome, outcome)))).isEmpty();
  }

  @Test
  void aRunWithoutTheBaselineOnABusyMachineFitsTheSchema() throws Exception {
    Outcome outcome = outcome(new Machine(2, 1.1), FREE_ROW);
    assertThat(problems(RunReport.json("1", List.of(outcome)))).isEmpty();
  }

  @Test
  void theSchemaRefusesAReportWithoutAFigure() throws Exception {
    assertThat(spoilt(run -> run.remove("wallMs"))).isNotEmpty();
  }

  @Test
  void theSchemaRefusesAFigureThatIsText() throws Exception {
    assertThat(spoilt(run -> run.addProperty("medianMs", "fast"))).isNotEmpty();
  }

  @Test
  void theSchemaRefusesAnUnknownField() throws Exception {
    assertThat(spoilt(run -> run.addProperty("medianms", 1))).isNotEmpty();
  }

  @Test
  void figuresAreThoseOfTheOutcome() {
    JsonObject report = report(outcome(FREE, SINGLE, FREE_ROW));
    JsonObject free = report.getAsJsonArray("runs").get(1).getAsJsonObject();
    assertThat(free.get("strategy").getAsString()).isEqualTo("free");
    assertThat(free.get("medianMs").getAsDouble()).isEqualTo(101);
    assertThat(free.getAsJsonArray("wallMs")).hasSize(3);
    assertThat(free.get("speedup").getAsDouble()).isEqualTo(1.9926);
    assertThat(free.get("handoffs").isJsonNull()).isTrue();
    assertThat(report.getAsJsonObject("verdict").get("best").getAsString()).isEqualTo("free");
  }

  @Test
  void whatSwitchingCostsIsInTheReport() {
    Outcome outcome =
        outcome(FREE, switching("single", 100, 90, 0), switching("threads", 500, 130, 20_000));
    JsonObject threads = report(outcome).getAsJsonArray("runs").get(1).getAsJsonObject();
    assertThat(threads.get("intervalUs").getAsDouble()).isEqualTo(5_000);
    assertThat(threads.get("handoffsPerSecond").getAsDouble()).isEqualTo(40_000);
    assertThat(threads.get("cpuUsPerHandoff").getAsDouble()).isEqualTo(2);
  }

  @Test
  void aBusyMachineIsNoisyInTheReport() {
    JsonObject machine = report(outcome(new Machine(2, 1.1), SINGLE)).getAsJsonObject("machine");
    assertThat(machine.get("noisy").getAsBoolean()).isTrue();
    assertThat(machine.get("effectiveCores").getAsDouble()).isEqualTo(1.1);
  }

  private static JsonObject report(Outcome outcome) {
    return JsonParser.parseString(RunReport.json("1", List.of(outcome))).getAsJsonObject();
  }

  private static List<String> spoilt(Consumer<JsonObject> spoiler) throws IOException {
    JsonObject report = report(outcome(FREE, SINGLE));
    spoiler.accept(report.getAsJsonArray("runs").get(0).getAsJsonObject());
    return problems(report.toString());
  }

  private static List<String> problems(String json) throws IOException {
    JsonElement schema =
        JsonParser.parseString(
            Files.readString(Path.of(System.getProperty("gil.docs"), "run.schema.json")));
    Validator.Result result =
        new ValidatorFactory()
            .withJsonNodeFactory(new GsonNode.Factory())
            .validate(schema, JsonParser.parseString(json));
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}
