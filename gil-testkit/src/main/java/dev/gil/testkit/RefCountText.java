package dev.gil.testkit;

import dev.gil.testkit.RefCountProgram.Step;
import dev.gil.testkit.RefCountProgram.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link RefCountProgram#toString()} writes. */
final class RefCountText {
  private static final Pattern PROGRAM =
      Pattern.compile("(\\d{1,2}) objects, (\\d{1,9}) rounds: ((?:\\[[^\\]]*\\] ?)*)");
  private static final Pattern THREAD = Pattern.compile("\\[([^\\]]*)\\]");

  private RefCountText() {}

  static RefCountProgram parse(String text) {
    Matcher program = PROGRAM.matcher(text);
    if (!program.matches()) {
      throw new IllegalArgumentException("no program of reference counts: " + text);
    }
    int objects = Integer.parseInt(program.group(1));
    List<List<Step>> threads = new ArrayList<>();
    Matcher thread = THREAD.matcher(program.group(3));
    while (thread.find()) {
      threads.add(steps(thread.group(1), objects));
    }
    return new RefCountProgram(objects, Integer.parseInt(program.group(2)), threads);
  }

  private static List<Step> steps(String thread, int objects) {
    return thread.isEmpty()
        ? List.of()
        : Arrays.stream(thread.split(" ", -1)).map(text -> step(text, objects)).toList();
  }

  private static Step step(String text, int objects) {
    for (Verb verb : Verb.values()) {
      for (int object = 0; object < objects; object++) {
        Step step = new Step(verb, object);
        if (step.toString().equals(text)) {
          return step;
        }
      }
    }
    throw new IllegalArgumentException("no step of " + objects + " objects: " + text);
  }
}
