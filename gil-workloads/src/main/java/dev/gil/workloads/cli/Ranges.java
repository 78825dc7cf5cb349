package dev.gil.workloads.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Checks what is said in numbers. */
final class Ranges {
  static final int MOST_AT_ONCE = 1_024;
  static final int MOST_TASKS = 100_000;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s|m|h)");

  private Ranges() {}

  static long check(
      CommandLine line, String option, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw new ParameterException(
          line,
          String.format(
              Locale.ROOT, "%s %,d is outside %,d to %,d %s", option, value, least, most, unit));
    }
    return value;
  }

  static Duration check(CommandLine line, String option, Duration value) {
    if (value.compareTo(Duration.ofNanos(1_000)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new ParameterException(line, option + " " + value + " is outside 1us to 24h");
    }
    return value;
  }

  /** Reads 5ms, 100us, 1s. */
  static final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher parts = DURATION.matcher(text);
      if (!parts.matches()) {
        try {
          return Duration.parse(text);
        } catch (DateTimeParseException e) {
          throw new TypeConversionException(
              "'" + text + "' is no duration: write 5ms, 100us or 1s");
        }
      }
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "us" -> Duration.ofNanos(1_000 * number);
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }
}
