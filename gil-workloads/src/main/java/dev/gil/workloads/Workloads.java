package dev.gil.workloads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds workloads.
 *
 * <p>They are found by {@link ServiceLoader}, on the class path and the module path, through the
 * context class loader. A provider that cannot be loaded, or whose id is taken or malformed, is
 * reported by {@link #problems()} and never takes the others down. Thread-safe.
 */
public final class Workloads {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MOST_FAILURES = 100;

  private Workloads() {}

  private record Found(Map<String, Workload> byId, List<String> problems) {}

  /**
   * The workloads found, in the order in which they were found.
   *
   * @return a new list
   */
  public static List<Workload> list() {
    return List.copyOf(find().byId().values());
  }

  /**
   * What was wrong with the providers that are not in {@link #list()}.
   *
   * @return a sentence each; empty if all is well
   */
  public static List<String> problems() {
    return List.copyOf(find().problems());
  }

  private static Found find() {
    Found found = new Found(new LinkedHashMap<>(), new ArrayList<>());
    collect(ServiceLoader.load(Workload.class, Workloads.class.getClassLoader()), found);
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      collect(ServiceLoader.load(Workload.class, context), found);
    }
    return found;
  }

  private static void collect(ServiceLoader<Workload> loader, Found found) {
    var providers = loader.iterator();
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        add(providers.next(), found);
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        failures++;
        String cause = e.getCause() == null ? "" : " (" + e.getCause() + ')';
        report(found, "a workload provider could not be loaded: " + e.getMessage() + cause);
      }
    }
  }

  private static void add(Workload workload, Found found) {
    String id = workload.id();
    String by = workload.getClass().getName();
    if (id == null || !ID.matcher(id).matches()) {
      report(
          found,
          "workload "
              + by
              + " has the id \""
              + id
              + "\"; an id is lower-case words joined by hyphens");
      return;
    }
    @Nullable Workload before = found.byId().putIfAbsent(id, workload);
    if (before != null && before.getClass() != workload.getClass()) {
      report(
          found,
          "workload id \"" + id + "\" of " + by + " is taken by " + before.getClass().getName());
    }
  }

  private static void report(Found found, String problem) {
    if (!found.problems().contains(problem)) {
      found.problems().add(problem);
    }
  }
}
