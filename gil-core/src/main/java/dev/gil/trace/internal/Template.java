package dev.gil.trace.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The page as it lies in the jar, with places for what a report says. */
final class Template {
  /** In the order in which they stand in the page; each knows those before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "10-words",
          "20-columns",
          "30-recording",
          "40-turns",
          "50-track",
          "60-tracks",
          "70-fills",
          "71-painter",
          "80-view",
          "81-lanes",
          "82-telling",
          "83-hands",
          "84-stage",
          "85-histogram",
          "86-figures",
          "87-incidents",
          "88-download",
          "90-main");

  /** What goes into one place. */
  @FunctionalInterface
  interface Part {
    void write(Appendable out) throws IOException;
  }

  private Template() {}

  /** Fills every place by the part of its name. */
  static void write(Appendable out, Map<String, Part> parts) throws IOException {
    String page = resource("page.html");
    int at = 0;
    for (int open = page.indexOf("{{"); open >= 0; open = page.indexOf("{{", at)) {
      int close = page.indexOf("}}", open);
      Part part = parts.get(page.substring(open + 2, close));
      if (part == null) {
        throw new IllegalStateException("no part for " + page.substring(open, close + 2));
      }
      out.append(page, at, open);
      part.write(out);
      at = close + 2;
    }
    out.append(page, at, page.length());
  }

  static String style() {
    return resource("page.css");
  }

  static String script() {
    StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
    SCRIPTS.forEach(name -> script.append(resource(name + ".js")));
    return script.append("})();\n").toString();
  }

  /** Lets the page run its own script and style, by what they are, and nothing else. */
  static String policy() {
    return "default-src 'none'; script-src '%s'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hash(script()), hash(style()));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Template.class.getResourceAsStream("report/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of gil-core lacks report/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
