package dev.gil.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gil.spi.ParallelismStrategy;
import dev.gil.workloads.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers bring: strategies, workloads and commands in jars of their own. */
class ProviderIT {
  @TempDir private Path folder;

  @Test
  void aStrategyFromTheClassPathIsListedAndRuns() throws Exception {
    String jar =
        ProviderJar.of(folder, ParallelismStrategy.class, "com.acme.Batched", BATCHED).toString();
    // A list starts every strategy, which takes seconds: without the jar a run that is refused says
    // as much.
    GilProcess without = GilProcess.run("run", "count", "--strategy", "batched");
    assertThat(without.err()).contains("no strategy \"batched\"");
    GilProcess list = GilProcess.run("list", "--class-path", jar);
    assertThat(list.status()).isZero();
    assertThat(list.out()).containsPattern("batched +yes");

    Path json = folder.resolve("out.json");
    GilProcess run =
        GilProcess.run(
            "run",
            "count",
            "--strategy",
            "single,batched",
            "--size",
            "1000",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--class-path",
            jar,
            "--json",
            json.toString());
    assertThat(run.status()).as(run.err()).isIn(0, GilCommand.TOO_BUSY);
    assertThat(results(read(json), "count")).containsExactly("2000", "2000");
    assertThat(run.out()).contains("batched");
  }

  @Test
  void aProviderThatThrowsInItsConstructorIsListedWithTheReason() throws Exception {
    String jar =
        ProviderJar.of(folder, ParallelismStrategy.class, "com.acme.Broken", BROKEN).toString();
    GilProcess list = GilProcess.run("list", "--class-path", jar);
    assertThat(list.status()).isZero();
    assertThat(list.out())
        .containsPattern("threads +yes")
        .contains("not loaded: ", "com.acme.Broken", "no licence file");
    assertThat(list.err()).isEmpty();
  }

  @Test
  void aStrategyThatCannotRunHereIsListedWithTheReasonAndRefused() throws Exception {
    String jar =
        ProviderJar.of(folder, ParallelismStrategy.class, "com.acme.Elsewhere", ELSEWHERE)
            .toString();
    assertThat(GilProcess.run("list", "--class-path", jar).out())
        .containsPattern("elsewhere +no +- +- +- +needs a moon");
    GilProcess run = GilProcess.run("run", "count", "--strategy", "elsewhere", "--class-path", jar);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("strategy \"elsewhere\" cannot run here: needs a moon");
  }

  @Test
  void aWorkloadFromTheClassPathRunsOnEveryStrategy() throws Exception {
    String jar = ProviderJar.of(folder, Workload.class, "com.acme.Squares", SQUARES).toString();
    Path json = folder.resolve("out.json");
    GilProcess run =
        GilProcess.run(
            "run",
            "squares",
            "--reps",
            "1",
            "--at-least",
            "50ms",
            "--class-path",
            jar,
            "--json",
            json.toString());
    assertThat(run.status()).as(run.err()).isIn(0, GilCommand.TOO_BUSY);
    assertThat(results(read(json), "squares"))
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly("338350");
  }

  @Test
  void aTaskThatFailsEndsTheRunWithOneAndItsCause() throws Exception {
    String source =
        SQUARES.replace("return i * i;", "throw new IllegalStateException(\"no ink\");");
    String jar = ProviderJar.of(folder, Workload.class, "com.acme.Squares", source).toString();
    GilProcess run = GilProcess.run("run", "squares", "--strategy", "threads", "--class-path", jar);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("a task failed", "no ink");
  }

  @Test
  void aCommandFromTheClassPathOfTheJvmIsAdded() throws Exception {
    Path jar = ProviderJar.of(folder, CommandProvider.class, "com.acme.Greeting", GREETING);
    GilProcess gil =
        GilProcess.start(
            List.of(
                GilProcess.jdkTool("java"),
                "-cp",
                System.getProperty("gil.jar") + File.pathSeparator + jar,
                GilCommand.class.getName(),
                "greet"));
    assertThat(gil.out()).isEqualToIgnoringNewLines("hello");
    assertThat(gil.status()).isZero();
  }

  private static JsonObject read(Path json) throws IOException {
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  private static List<String> results(JsonObject report, String workload) {
    return StreamSupport.stream(report.getAsJsonArray("runs").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(run -> run.get("workload").getAsString().equals(workload))
        .map(run -> run.get("result").getAsString())
        .toList();
  }

  private static final String BATCHED =
      """
      package com.acme;

      import dev.gil.spi.*;
      import java.time.Duration;
      import java.util.Set;
      import java.util.concurrent.*;

      public final class Batched implements ParallelismStrategy {
        public String id() {
          return "batched";
        }

        public Set<Trait> traits() {
          return Set.of(Trait.ONE_AT_A_TIME, Trait.IN_ORDER, Trait.SHARES_HEAP);
        }

        public Runner open(StrategySettings settings) {
          ExecutorService loop = Executors.newSingleThreadExecutor();
          return new Runner() {
            public void start(Job<?> job) {
              loop.execute(job);
            }

            public boolean close(boolean now, Duration wait) throws InterruptedException {
              loop.shutdown();
              return loop.awaitTermination(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
          };
        }
      }
      """;

  private static final String BROKEN =
      """
      package com.acme;

      import dev.gil.spi.*;
      import java.util.Set;

      public final class Broken implements ParallelismStrategy {
        public Broken() {
          throw new IllegalStateException("no licence file");
        }

        public String id() {
          return "broken";
        }

        public Set<Trait> traits() {
          return Set.of();
        }

        public Runner open(StrategySettings settings) {
          throw new AssertionError();
        }
      }
      """;

  private static final String ELSEWHERE =
      """
      package com.acme;

      import dev.gil.spi.*;
      import java.util.*;

      public final class Elsewhere implements ParallelismStrategy {
        public String id() {
          return "elsewhere";
        }

        public Set<Trait> traits() {
          return Set.of(Trait.SHARES_HEAP);
        }

        public Optional<String> unavailable() {
          return Optional.of("needs a moon");
        }

        public Runner open(StrategySettings settings) {
          throw new AssertionError();
        }
      }
      """;

  private static final String SQUARES =
      """
      package com.acme;

      import dev.gil.spi.Task;
      import dev.gil.workloads.*;
      import java.util.*;
      import java.util.stream.IntStream;

      public final class Squares implements Workload {
        public String id() {
          return "squares";
        }

        public String story() {
          return "adds squares";
        }

        public Kind kind() {
          return Kind.CPU;
        }

        public Size size() {
          return new Size("numbers", 1, 1_000, 100, 10);
        }

        public int tasks(int workers) {
          return 4;
        }

        static int square(int i) {
          return i * i;
        }

        static Task<Integer> adding(int from, int to) {
          return gil -> IntStream.range(from, to).map(Squares::square).sum();
        }

        public Trial<?> prepare(long size, int tasks, long seed) {
          List<Task<Integer>> all = new ArrayList<>();
          for (int t = 0; t < tasks; t++) {
            all.add(adding(1 + (int) size * t / tasks, 1 + (int) size * (t + 1) / tasks));
          }
          return new Trial<Integer>() {
            public List<Task<Integer>> tasks() {
              return all;
            }

            public String result(List<Integer> parts) {
              return "" + parts.stream().mapToInt(i -> i).sum();
            }
          };
        }
      }
      """;

  private static final String GREETING =
      """
      package com.acme;

      import dev.gil.workloads.cli.CommandProvider;
      import picocli.CommandLine.Command;

      public final class Greeting implements CommandProvider {
        public Object command() {
          return new Greet();
        }

        @Command(name = "greet")
        static final class Greet implements Runnable {
          public void run() {
            System.out.println("hello");
          }
        }
      }
      """;
}
