package dev.gil.workloads.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON of a run, as docs/run.schema.json describes it. */
public final class RunReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private RunReport() {}

  public static String json(String version, List<Outcome> outcomes) {
    JsonObject report = new JsonObject();
    report.addProperty("gil", version);
    report.add("machine", machine(outcomes));
    JsonArray runs = new JsonArray();
    JsonArray ceilings = new JsonArray();
    for (Outcome outcome : outcomes) {
      outcome.rows().forEach(row -> runs.add(run(outcome, row)));
      outcome.ceiling().forEach(row -> ceilings.add(ceiling(outcome, row)));
    }
    report.add("runs", runs);
    report.add("ceilings", ceilings);
    report.add("controls", controls(outcomes));
    List<Verdict> verdicts = outcomes.stream().map(Verdict::of).toList();
    report.add("verdict", verdict(Verdict.of(verdicts)));
    JsonArray each = new JsonArray();
    verdicts.forEach(verdict -> each.add(verdict(verdict)));
    report.add("verdicts", each);
    return GSON.toJson(report) + '\n';
  }

  private static JsonObject machine(List<Outcome> outcomes) {
    Machine machine = outcomes.getFirst().machine();
    List<String> noise = outcomes.stream().flatMap(o -> o.noise().stream()).distinct().toList();
    JsonObject json = new JsonObject();
    json.addProperty("cores", machine.cores());
    json.add("effectiveCores", number(machine.effectiveCores()));
    json.addProperty("noisy", !noise.isEmpty());
    JsonArray reasons = new JsonArray();
    noise.forEach(reasons::add);
    json.add("noise", reasons);
    return json;
  }

  private static JsonObject run(Outcome outcome, Row row) {
    Plan plan = outcome.plan();
    JsonObject json = new JsonObject();
    workload(json, plan);
    json.addProperty("strategy", row.name());
    json.addProperty("workers", plan.settings().workers());
    json.addProperty("inFlight", plan.inFlight().isPresent() ? plan.inFlight().getAsInt() : null);
    json.addProperty("tasks", plan.tasks());
    json.addProperty("size", plan.size());
    json.add("intervalUs", number(plan.settings().switchInterval().toNanos() / 1e3));
    times(json, row);
    json.add("coldMs", number(row.coldMs()));
    json.add("cpuMs", number(row.cpuMs()));
    json.add("speedup", number(outcome.speedUp(row)));
    json.add("handoffs", number(row.handOffs()));
    json.add("handoffsPerSecond", number(row.handOffsPerSecond()));
    json.add("cpuUsPerHandoff", number(outcome.cpuMicrosPerHandOff(row)));
    json.add("holdMs", number(row.holdMs()));
    json.add("waitMs", number(row.waitMs()));
    json.addProperty("result", row.result());
    json.add("faults", faults(row.faults()));
    return json;
  }

  private static JsonArray controls(List<Outcome> outcomes) {
    JsonArray controls = new JsonArray();
    for (Outcome outcome : outcomes) {
      outcome
          .control()
          .ifPresent(
              control -> {
                JsonObject json = new JsonObject();
                workload(json, outcome.plan());
                json.addProperty("threads", control.threads());
                json.add("faults", faults(control.counted()));
                controls.add(json);
              });
    }
    return controls;
  }

  private static void workload(JsonObject json, Plan plan) {
    json.addProperty("workload", plan.workload().id());
    json.addProperty("form", plan.form().name().toLowerCase(Locale.ROOT));
  }

  private static JsonObject faults(Map<String, Long> counted) {
    JsonObject json = new JsonObject();
    counted.forEach(json::addProperty);
    return json;
  }

  private static JsonObject ceiling(Outcome outcome, Row row) {
    JsonObject json = new JsonObject();
    workload(json, outcome.plan());
    json.addProperty("threads", row == outcome.ceiling().getFirst() ? 1 : outcome.plan().width());
    times(json, row);
    json.add("speedup", number(outcome.ceiling().getFirst().medianMs() / row.medianMs()));
    json.addProperty("result", row.result());
    return json;
  }

  private static void times(JsonObject json, Row row) {
    JsonArray walls = new JsonArray();
    row.wallMs().forEach(wall -> walls.add(number(wall)));
    json.add("wallMs", walls);
    json.add("medianMs", number(row.medianMs()));
    json.addProperty("executions", row.executions());
  }

  private static JsonObject verdict(Verdict verdict) {
    JsonObject json = new JsonObject();
    json.addProperty("workload", verdict.workload());
    json.addProperty("best", verdict.best().orElse(null));
    json.addProperty("because", verdict.because());
    return json;
  }

  /** With four digits behind the point; null for what is not there. */
  private static JsonElement number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(Math.round(value * 10_000) / 10_000.0)
        : JsonNull.INSTANCE;
  }
}
