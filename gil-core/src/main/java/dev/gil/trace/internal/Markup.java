package dev.gil.trace.internal;

/** Text in HTML. */
final class Markup {
  private Markup() {}

  /** So that it is text, between tags and in a quoted attribute. */
  static String text(String value) {
    StringBuilder out = new StringBuilder(value.length());
    value.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> {
        boolean isControl = c < ' ' ? c != '\n' : c >= 0x7f && c < 0xa0;
        boolean isHalf = c >= 0xd800 && c < 0xe000;
        out.appendCodePoint(isControl || isHalf ? 0xfffd : c);
      }
    }
  }
}
