package dev.gil.workloads.advice;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gil.advisor.Advice;
import dev.gil.advisor.Check;
import dev.gil.advisor.Load;
import dev.gil.advisor.Prediction;
import dev.gil.advisor.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The JSON of an advice, as docs/advise.schema.json describes it, and of an examination. */
public final class AdviceReport {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private AdviceReport() {}

  public static String json(String version, Subject subject, Advice advice) {
    JsonObject report = new JsonObject();
    report.addProperty("gil", version);
    report.addProperty("workload", subject.workload().id());
    report.addProperty("form", subject.form().name().toLowerCase(Locale.ROOT));
    report.addProperty("tasks", subject.tasks());
    report.addProperty("size", subject.size());
    report.addProperty("atOnce", subject.atOnce());
    report.addProperty("best", advice.best().orElse(null));
    report.addProperty("needsGil", advice.needsGil());
    report.addProperty("sentence", advice.sentence());
    report.add("noise", strings(advice.noise()));
    report.add(
        "profile",
        advice.profile().<JsonElement>map(AdviceReport::profile).orElse(JsonNull.INSTANCE));
    JsonArray strategies = new JsonArray();
    advice.predictions().forEach(prediction -> strategies.add(strategy(prediction)));
    report.add("predictions", strategies);
    report.add("checks", checks(advice.checks()));
    JsonObject ruledOut = new JsonObject();
    advice.ruledOut().forEach(ruledOut::addProperty);
    report.add("ruledOut", ruledOut);
    report.add("wouldChange", strings(advice.wouldChange()));
    return GSON.toJson(report) + '\n';
  }

  /** Of an examination. */
  public static String json(String version, List<Mark> marks) {
    JsonObject report = new JsonObject();
    report.addProperty("gil", version);
    JsonArray cases = new JsonArray();
    for (Mark mark : marks) {
      JsonObject json = new JsonObject();
      json.addProperty("set", mark.set());
      json.addProperty("case", mark.id());
      json.addProperty("story", mark.story());
      json.add("noise", strings(mark.noise()));
      json.addProperty("advice", mark.advice().best().orElse(null));
      json.addProperty("unchecked", mark.advice().unchecked().orElse(null));
      json.add("regret", number(mark.counts() ? mark.regret() : Double.NaN));
      json.add("adviceMs", number(mark.adviceMs()));
      JsonArray strategies = new JsonArray();
      mark.advice().predictions().forEach(p -> strategies.add(strategy(p)));
      json.add("predictions", strategies);
      json.add("checks", checks(mark.advice().checks()));
      json.add(
          "profile",
          mark.advice()
              .profile()
              .<JsonElement>map(AdviceReport::profile)
              .orElse(JsonNull.INSTANCE));
      JsonObject truth = new JsonObject();
      mark.truth().forEach((id, ms) -> truth.add(id, number(ms)));
      json.add("truth", truth);
      cases.add(json);
    }
    report.add("cases", cases);
    return GSON.toJson(report) + '\n';
  }

  private static JsonObject profile(Profile profile) {
    JsonObject json = new JsonObject();
    json.addProperty("cores", profile.cores().count());
    json.add("effectiveCores", number(profile.cores().effective()));
    json.addProperty("measuredTasks", profile.pieces().size());
    json.add("spread", number(profile.spread()));
    json.add("probeMs", number(profile.probeMs()));
    json.add("alone", load(profile.alone()));
    json.add("together", load(profile.together()));
    json.add(
        "unlocked",
        profile.unlocked().<JsonElement>map(AdviceReport::load).orElse(JsonNull.INSTANCE));
    Profile.Travel travel = profile.travel();
    JsonObject journey = new JsonObject();
    journey.addProperty("refused", travel.refused().orElse(null));
    journey.addProperty("taskBytes", travel.taskBytes());
    journey.add("writeMs", number(travel.writeMs()));
    journey.add("readMs", number(travel.readMs()));
    journey.addProperty("resultBytes", travel.resultBytes());
    journey.add("resultWriteMs", number(travel.resultWriteMs()));
    journey.add("resultReadMs", number(travel.resultReadMs()));
    json.add("travel", journey);
    return json;
  }

  private static JsonObject load(Load load) {
    JsonObject json = new JsonObject();
    json.addProperty("threads", load.threads());
    json.add("elapsedMs", number(load.elapsedMs()));
    json.add("cpuMs", number(load.cpuMs()));
    json.add("lockWaitMs", number(load.lockWaitMs()));
    json.add("runQueueMs", number(load.runQueueMs()));
    json.add("blockedMs", number(load.blockedMs()));
    json.add("detachedMs", number(load.detachedMs()));
    json.add("detachedCpuMs", number(load.detachedCpuMs()));
    json.add("allocatedBytes", number(load.allocatedBytes()));
    json.add("longestHoldMs", number(load.longestHoldMs()));
    return json;
  }

  private static JsonObject strategy(Prediction prediction) {
    JsonObject json = new JsonObject();
    json.addProperty("strategy", prediction.strategy());
    json.add("ms", number(prediction.ms()));
    json.add("lowMs", number(prediction.lowMs()));
    json.add("highMs", number(prediction.highMs()));
    json.add("startMs", number(prediction.startMs()));
    JsonObject terms = new JsonObject();
    prediction
        .terms()
        .forEach((term, ms) -> terms.add(term.name().toLowerCase(Locale.ROOT), number(ms)));
    json.add("terms", terms);
    return json;
  }

  private static JsonArray checks(List<Check> checks) {
    JsonArray json = new JsonArray();
    for (Check check : checks) {
      JsonObject each = new JsonObject();
      each.addProperty("strategy", check.strategy());
      each.addProperty("tasks", check.tasks());
      each.add("medianMs", number(check.medianMs()));
      JsonArray runs = new JsonArray();
      check.runsMs().forEach(ms -> runs.add(number(ms)));
      each.add("runsMs", runs);
      json.add(each);
    }
    return json;
  }

  private static JsonArray strings(Collection<String> all) {
    JsonArray json = new JsonArray();
    all.forEach(json::add);
    return json;
  }

  /** With six digits behind the point; null for what is not there. */
  private static JsonElement number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(Math.round(value * 1e6) / 1e6)
        : JsonNull.INSTANCE;
  }
}
