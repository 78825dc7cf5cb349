package dev.gil.executors.processes;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments of the parent JVM its workers get: those that change what code means, never those
 * that open ports, write files, attach agents or size the heap.
 *
 * <p>A worker runs everything on the class path, in the unnamed module. So what the parent opens or
 * enables for a module of the application is enabled for {@code ALL-UNNAMED}, and what it does to
 * such a module is left out.
 */
final class InheritedFlags {
  private static final String UNNAMED = "ALL-UNNAMED";

  private static final Pattern SWITCHES =
      Pattern.compile(
          "-(ea|da|esa|dsa|enableassertions|disableassertions|enablesystemassertions"
              + "|disablesystemassertions)(:.*)?|--enable-preview"
              + "|--(illegal-native-access|sun-misc-unsafe-memory-access|illegal-final-field-mutation)=.*");

  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "-D(com\\.sun\\.management|java\\.rmi|jdk\\.module|java\\.class\\.path|jdk\\.attach).*");

  private InheritedFlags() {}

  /** Of the arguments as the management bean gives them, with {@code =} between name and value. */
  static List<String> of(List<String> parent) {
    List<String> inherited = new ArrayList<>();
    for (String argument : parent) {
      @Nullable String translated = translate(argument);
      if (translated != null && !inherited.contains(translated)) {
        inherited.add(translated);
      }
    }
    return inherited;
  }

  private static @Nullable String translate(String argument) {
    if (SWITCHES.matcher(argument).matches()) {
      return argument;
    }
    if (argument.startsWith("-D")) {
      return LEFT_OUT.matcher(argument).matches() ? null : argument;
    }
    int equals = argument.indexOf('=');
    if (!argument.startsWith("--") || equals < 0) {
      return null;
    }
    String value = argument.substring(equals + 1);
    return switch (argument.substring(0, equals)) {
      case "--add-opens" -> opened("--add-opens=", value);
      case "--add-exports" -> opened("--add-exports=", value);
      case "--add-modules" -> added(value);
      case "--enable-native-access" -> nativeAccess(value);
      default -> null;
    };
  }

  /** {@code module/package=target}. */
  private static @Nullable String opened(String option, String value) {
    int slash = value.indexOf('/');
    int target = value.indexOf('=');
    if (slash < 0 || target < slash || !isSystem(value.substring(0, slash))) {
      return null;
    }
    return option + value.substring(0, target + 1) + UNNAMED;
  }

  private static @Nullable String added(String value) {
    List<String> kept = new ArrayList<>();
    for (String module : value.split(",", -1)) {
      if (module.equals("ALL-SYSTEM") || module.equals("ALL-DEFAULT") || isSystem(module)) {
        kept.add(module);
      }
    }
    return kept.isEmpty() ? null : "--add-modules=" + String.join(",", kept);
  }

  private static String nativeAccess(String value) {
    List<String> kept = new ArrayList<>();
    for (String module : value.split(",", -1)) {
      String name = isSystem(module) ? module : UNNAMED;
      if (!kept.contains(name)) {
        kept.add(name);
      }
    }
    return "--enable-native-access=" + String.join(",", kept);
  }

  private static boolean isSystem(String module) {
    return ModuleFinder.ofSystem().find(module).isPresent();
  }
}
