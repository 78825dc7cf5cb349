package dev.gil.bench.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema that reports of benches are said to follow. */
public final class Schema {
  private Schema() {}

  /** What the schema finds wrong with a report. */
  public static List<String> problems(String json) throws IOException {
    JsonElement schema =
        JsonParser.parseString(
            Files.readString(Path.of(System.getProperty("gil.docs"), "bench.schema.json")));
    Validator.Result result =
        new ValidatorFactory()
            .withJsonNodeFactory(new GsonNode.Factory())
            .validate(schema, JsonParser.parseString(json));
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }
}
