package dev.gil.workloads.command;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Whether somebody is looking. */
public final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // null again since 25, where nobody is looking
  public static boolean isInteractive() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Colour on a terminal only, and not where NO_COLOR is set to anything. */
  public static Ansi ansi() {
    @Nullable String noColor = System.getenv("NO_COLOR");
    boolean refused = noColor != null && !noColor.isEmpty();
    return isInteractive() && !refused ? Ansi.ON : Ansi.OFF;
  }
}
