package dev.gil.bench.cli;

import dev.gil.bench.Bench;
import dev.gil.bench.Effort;
import dev.gil.bench.JoinedBench;
import dev.gil.bench.cluster.ClusterBench;
import dev.gil.bench.convoy.ConvoyBench;
import dev.gil.bench.explore.ExploreBench;
import dev.gil.bench.io.PagesBench;
import dev.gil.bench.kernels.AesBench;
import dev.gil.bench.kernels.AlgebraBench;
import dev.gil.bench.kernels.PrimesBench;
import dev.gil.bench.kernels.ReleaseBench;
import dev.gil.bench.kernels.ResizeBench;
import dev.gil.bench.kernels.TrainBench;
import dev.gil.bench.lock.LockBench;
import dev.gil.bench.pool.PoolBench;
import dev.gil.bench.refcount.RefCountBench;
import dev.gil.bench.report.BenchReport;
import dev.gil.bench.report.BenchText;
import dev.gil.bench.report.Scores;
import dev.gil.bench.virtual.VirtualBench;
import dev.gil.workloads.command.GilVersion;
import dev.gil.workloads.command.ReportFile;
import dev.gil.workloads.measure.Machine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** gil beside its peers, in one run. */
@Command(
    name = "bench",
    description =
        "Measures gil beside its peers: lock, convoy, refcount, io, pool, kernels, explore,"
            + " cluster.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit: 0 ok, 1 failure, 2 usage, 3 the machine was too busy to judge."})
final class BenchCommand implements Callable<Integer> {
  private static final int TOO_BUSY = 3;
  private static final int MOST_FORKS = 100;

  /** All there are. */
  static final List<Bench> BENCHES =
      List.of(
          new LockBench(),
          new ConvoyBench(),
          new RefCountBench(),
          new JoinedBench("io", List.of(new PagesBench(), new VirtualBench())),
          new PoolBench(),
          new JoinedBench(
              ReleaseBench.NAME,
              List.of(
                  new ReleaseBench(),
                  new AlgebraBench(),
                  new PrimesBench(),
                  new AesBench(),
                  new TrainBench(),
                  new ResizeBench())),
          new ExploreBench(),
          new ClusterBench());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "lock, convoy, refcount, io, pool, kernels, explore, cluster.")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "A rough figure, from one short fork.")
  private boolean quick;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Fresh processes a case, 1 to 100; 5 if not given, 1 with --quick.")
  private @Nullable Integer forks;

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "GLOB",
      description = "Only cases like this, such as 'wake-4-*', by commas.")
  private List<String> cases = List.of();

  @Option(
      names = "--peer",
      split = ",",
      paramLabel = "ID",
      description = "Only these peers, by commas; none for gil and the bare machine alone.")
  private List<String> peers = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures here.")
  private @Nullable Path json;

  @Override
  public Integer call() throws Exception {
    var line = spec.commandLine();
    List<Bench> benches = CaseChoice.benches(line, names, BENCHES);
    Predicate<String> wanted = CaseChoice.cases(line, cases, benches);
    int count = forks == null ? (quick ? 1 : 5) : forks;
    if (count < 1 || count > MOST_FORKS) {
      throw new ParameterException(line, "--forks " + count + " is outside 1 to " + MOST_FORKS);
    }
    @Nullable ReportFile target = json == null ? null : ReportFile.at(line, "--json", json);

    PrintWriter out = line.getOut();
    PrintWriter err = line.getErr();
    Machine machine = Machine.calibrate();
    Scores scores = new Scores(wanted);
    Predicate<String> wantedPeers = id -> peers.isEmpty() || peers.contains(id);
    for (Bench bench : benches) {
      bench.run(
          new Effort(
              quick,
              count,
              wanted,
              wantedPeers,
              scores,
              what -> err.println("gil: " + bench.name() + ": " + what)));
    }
    out.println("gil " + GilVersion.text() + ", " + machine.inWords() + ", forks " + count);
    BenchText.print(out, scores);
    if (target != null) {
      target.write(BenchReport.json(GilVersion.text(), machine, scores.rows()));
    }
    if (!machine.isFree()) {
      out.println(" too busy to judge: " + BenchReport.noise(machine));
      return TOO_BUSY;
    }
    return 0;
  }
}
