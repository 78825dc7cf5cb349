package dev.gil.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gil.workloads.measure.Machine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** The JSON of a bench, as docs/bench.schema.json describes it. */
public final class BenchReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private BenchReport() {}

  /** The whole text, with a line end. */
  public static String json(String version, Machine machine, List<Row> rows) {
    JsonObject report = new JsonObject();
    report.addProperty("gil", version);
    report.add("machine", machine(machine));
    JsonArray all = new JsonArray();
    rows.forEach(row -> all.add(row(row)));
    report.add("rows", all);
    return GSON.toJson(report) + '\n';
  }

  private static JsonObject machine(Machine machine) {
    JsonObject json = new JsonObject();
    json.addProperty("cores", machine.cores());
    json.add("effectiveCores", number(machine.effectiveCores()));
    json.addProperty("noisy", !machine.isFree());
    JsonArray reasons = new JsonArray();
    if (!machine.isFree()) {
      reasons.add(noise(machine));
    }
    json.add("noise", reasons);
    return json;
  }

  /** Why no speed may be judged on a machine that is not free. */
  public static String noise(Machine machine) {
    return String.format(
        Locale.ROOT, "%.2f of %d cores were free", machine.effectiveCores(), machine.cores());
  }

  private static JsonObject row(Row row) {
    JsonObject json = new JsonObject();
    json.addProperty("bench", row.bench());
    json.addProperty("case", row.name());
    json.addProperty("subject", row.subject());
    json.addProperty("peer", row.peer());
    json.addProperty("unit", row.unit().text());
    json.add("value", number(row.value()));
    json.add("peerValue", number(row.peerValue()));
    json.add("advantage", number(row.advantage()));
    json.add("spread", number(row.spread()));
    return json;
  }

  /** Five digits, which no bench is exact to; null for what is not there. */
  private static JsonElement number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(new BigDecimal(value).round(new MathContext(5)).doubleValue())
        : JsonNull.INSTANCE;
  }
}
