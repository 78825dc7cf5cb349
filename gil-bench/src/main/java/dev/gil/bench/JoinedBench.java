package dev.gil.bench;

import java.io.IOException;
import java.util.List;

/**
 * Several benches under one name.
 *
 * @param name as the command line names it
 * @param parts in the order of the report; each scores under this name
 */
public record JoinedBench(String name, List<Bench> parts) implements Bench {
  /** Copies the list. */
  public JoinedBench {
    parts = List.copyOf(parts);
  }

  @Override
  public List<String> cases() {
    return parts.stream().flatMap(part -> part.cases().stream()).toList();
  }

  @Override
  public void run(Effort effort) throws IOException, InterruptedException {
    for (Bench part : parts) {
      if (effort.wantsAny(part.cases())) {
        part.run(effort);
      }
    }
  }
}
