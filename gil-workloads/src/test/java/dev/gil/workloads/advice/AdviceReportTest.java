package dev.gil.workloads.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.advisor.Advice;
import dev.gil.advisor.Check;
import dev.gil.advisor.Cores;
import dev.gil.advisor.Load;
import dev.gil.advisor.Prediction;
import dev.gil.advisor.Prediction.Term;
import dev.gil.advisor.Profile;
import dev.gil.advisor.Profile.Piece;
import dev.gil.advisor.Profile.Travel;
import dev.gil.workloads.Workload;
import dev.gil.workloads.Workloads;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AdviceReportTest {
  private static final Subject SUBJECT =
      Subject.of(Workloads.list().getFirst(), Workload.Form.LOOP, 42);

  @Test
  void anAdviceFitsTheSchema() throws Exception {
    assertThat(problems(json(advice(List.of())))).isEmpty();
  }

  @Test
  void noAdviceFitsTheSchema() throws Exception {
    Advice none =
        new Advice(
            Optional.empty(),
            "not judged",
            true,
            List.of("1.20 of 2 cores were free"),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            List.of());
    assertThat(problems(json(none))).isEmpty();
  }

  @Test
  void theSchemaRefusesAFigureThatIsText() throws Exception {
    JsonObject report = json(advice(List.of()));
    report.getAsJsonArray("predictions").get(0).getAsJsonObject().addProperty("ms", "fast");
    assertThat(problems(report)).isNotEmpty();
  }

  @Test
  void theSchemaRefusesAnUnknownField() throws Exception {
    JsonObject report = json(advice(List.of()));
    report.addProperty("advise", 1);
    assertThat(problems(report)).isNotEmpty();
  }

  @Test
  void figuresAreThoseOfTheAdvice() {
    JsonObject report = json(advice(List.of()));
    assertThat(report.get("best").getAsString()).isEqualTo("threads");
    JsonObject first = report.getAsJsonArray("predictions").get(0).getAsJsonObject();
    assertThat(first.get("highMs").getAsDouble()).isEqualTo(110);
    assertThat(first.getAsJsonObject("terms").get("serial").getAsDouble()).isEqualTo(100);
    JsonObject alone = report.getAsJsonObject("profile").getAsJsonObject("alone");
    assertThat(alone.get("runQueueMs").isJsonNull()).isTrue();
  }

  private static JsonObject json(Advice advice) {
    return JsonParser.parseString(AdviceReport.json("1", SUBJECT, advice)).getAsJsonObject();
  }

  private static Advice advice(List<String> noise) {
    Load load = new Load(1, 8, 80, 10, 0, Double.NaN, 0, 0, 0, 0, 10);
    Profile profile =
        new Profile(
            "count",
            8,
            new Cores(2, 2),
            List.of(new Piece(10, 10, 0, 0)),
            load,
            load,
            Optional.of(load),
            new Travel(Optional.of("task -> socket"), 0, 0, 0, 0, 0, 0),
            0.01,
            900);
    return new Advice(
        Optional.of("threads"),
        "take threads",
        true,
        noise,
        Optional.of(profile),
        OptionalInt.of(2),
        List.of(new Prediction("threads", 100, 90, 110, Map.of(Term.SERIAL, 100.0), 0)),
        Map.of("free", "the code is not thread-safe"),
        List.of(new Check("threads", List.of(99.0, 101.0), 8)),
        Optional.of("threads"),
        List.of("above 1.0 MB a task, processes loses to threads"));
  }

  private static List<String> problems(JsonElement report) throws Exception {
    JsonElement schema =
        JsonParser.parseString(
            Files.readString(Path.of(System.getProperty("gil.docs"), "advise.schema.json")));
    Validator.Result result =
        new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).validate(schema, report);
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}
