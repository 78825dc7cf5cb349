package dev.gil.trace;

import java.io.IOException;

/** Strings as JSON writes them, safe inside a page too: nothing in them can end what holds them. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** In quotation marks. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    try {
      quote(text, out);
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder throws nothing", e);
    }
    return out.toString();
  }

  /** In quotation marks. */
  static void quote(String text, Appendable out) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isPlain(c) || isPair(text, i)) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
    out.append('"');
  }

  /** Neither a control, nor what means something in markup or to a line reader. */
  private static boolean isPlain(char c) {
    return c >= ' '
        && c != '<'
        && c != '>'
        && c != '&'
        && (c < '\u007f' || c > '\u009f')
        && c != '\u2028'
        && c != '\u2029'
        && !Character.isSurrogate(c);
  }

  /** Whether the surrogate there has its other half. */
  private static boolean isPair(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
