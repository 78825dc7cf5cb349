package dev.gil.bench.jmh;

import dev.gil.bench.fork.Fork;
import dev.gil.bench.report.Scores;
import dev.gil.bench.report.Unit;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One fork each of some benchmarks.
 *
 * @param quick whether a rough figure will do
 * @param threads that run each; 0 for as many as the benchmark says itself
 * @param rate whether operations a second are measured, or nanoseconds an operation
 * @param flags for the forks, besides this JVM's own
 * @param warmUpMillis how long each of two warm-ups is
 */
public record JmhFork(
    boolean quick, int threads, boolean rate, List<String> flags, int warmUpMillis) {
  /** With warm-ups that do for small benchmarks. */
  public JmhFork(boolean quick, int threads, boolean rate, List<String> flags) {
    this(quick, threads, rate, flags, quick ? 60 : 200);
  }

  /**
   * Runs them, one after another.
   *
   * @return the primary scores by benchmark; what does not exist is left out
   * @throws IOException if one failed
   */
  private Map<String, Double> run(Collection<String> benchmarks) throws IOException {
    var options =
        new OptionsBuilder()
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.milliseconds(warmUpMillis))
            .measurementIterations(quick ? 1 : 3)
            .measurementTime(TimeValue.milliseconds(quick ? 100 : 200))
            .mode(rate ? Mode.Throughput : Mode.AverageTime)
            .timeUnit(rate ? TimeUnit.SECONDS : TimeUnit.NANOSECONDS)
            .jvmArgs(Fork.ownFlags().toArray(String[]::new))
            // JMH itself uses Unsafe, and the JVM would say so on every fork.
            .jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow")
            .jvmArgsAppend(flags.toArray(String[]::new));
    if (threads > 0) {
      options.threads(threads);
    }
    benchmarks.forEach(name -> options.include('^' + Pattern.quote(name) + '$'));
    try {
      Map<String, Double> scores = new HashMap<>();
      for (RunResult result : new Runner(options.build()).run()) {
        scores.put(result.getParams().getBenchmark(), result.getPrimaryResult().getScore());
      }
      return scores;
    } catch (NoBenchmarksException e) {
      throw new IOException("this build has none of " + List.copyOf(benchmarks), e);
    } catch (RunnerException e) {
      throw new IOException(
          "a benchmark of " + List.copyOf(benchmarks) + " failed: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the benchmarks of contestants, each once, and hands on their scores.
   *
   * @throws IOException if one failed or does not exist
   */
  public void score(String bench, Unit unit, List<Contestant> contestants, Scores scores)
      throws IOException {
    if (contestants.isEmpty()) {
      return;
    }
    Map<String, Double> found =
        run(contestants.stream().map(Contestant::benchmark).distinct().toList());
    for (Contestant one : contestants) {
      @Nullable Double figure = found.get(one.benchmark());
      if (figure == null) {
        throw new IOException("there is no benchmark " + one.benchmark());
      }
      scores.add(bench, one.name(), unit, one.subject(), figure);
    }
  }
}
