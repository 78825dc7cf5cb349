package dev.gil.testkit.rules;

import java.util.Comparator;
import java.util.Map;

/** What every platform thread of this JVM does now, as text: for a rule that ran out of time. */
final class ThreadDump {
  private static final int FRAMES = 16;

  private ThreadDump() {}

  static String text() {
    StringBuilder out = new StringBuilder("Threads:\n");
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getKey().threadId()))
        .forEach(entry -> append(out, entry));
    return out.toString();
  }

  private static void append(StringBuilder out, Map.Entry<Thread, StackTraceElement[]> entry) {
    Thread thread = entry.getKey();
    out.append('"').append(thread.getName()).append("\" #").append(thread.threadId());
    out.append(' ').append(thread.getState()).append('\n');
    StackTraceElement[] frames = entry.getValue();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      out.append("    at ").append(frames[i]).append('\n');
    }
  }
}
