package dev.gil.bench;

import java.io.IOException;
import java.util.List;

/** A bench: cases that are measured together, gil beside its peers. */
public interface Bench {
  /** As the command line names it. */
  String name();

  /** The names of its cases, in the order of the report. */
  List<String> cases();

  /**
   * Measures the cases that the effort wants and hands the figures to its scores.
   *
   * @throws IOException if a process that measures failed
   */
  void run(Effort effort) throws IOException, InterruptedException;
}
