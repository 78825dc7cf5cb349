package dev.gil.testkit.explore;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A class of tests that are expected to fail, run in a JVM of its own. */
final class Launched {
  private static final String END = "-- end of a failure --";

  private Launched() {}

  /** What an engine's tests of a class threw: class and message of each. */
  static List<String> thrownBy(String engine, Class<?> tests)
      throws IOException, InterruptedException {
    String printed = ChildJvm.output(Launched.class, List.of(), engine, tests.getName());
    return List.of(printed.split(END + "\n", -1));
  }

  /** Prints them. Arguments: the engine, the class. */
  public static void main(String[] args) {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(args[1]))
                .filters(EngineFilter.includeEngines(args[0]))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result
                    .getThrowable()
                    .ifPresent(thrown -> System.out.print(thrown + "\n" + END + "\n"));
              }
            });
  }
}
