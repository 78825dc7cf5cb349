package dev.gil.trace.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;

/** JSON that may stand in a script element of a page: no text in it can end the element. */
final class Json {
  private Json() {}

  static String text(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2);
    try {
      text(out, value);
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder does not throw", e);
    }
    return out.toString();
  }

  static void text(Appendable out, String value) throws IOException {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ' || c == '<' || c == '>' || c == '&' || (c > '~' && isOdd(value, i))) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half of a pair, which UTF-8 cannot write, or a separator that some take for a line end. */
  private static boolean isOdd(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i == 0 || !Character.isHighSurrogate(value.charAt(i - 1));
    }
    return c < '\u00a0' || c == '\u2028' || c == '\u2029';
  }

  /** An array of values that are JSON already. */
  static String array(Collection<String> values) {
    return "[" + String.join(",", values) + "]";
  }
}
