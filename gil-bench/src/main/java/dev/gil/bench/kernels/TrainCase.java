package dev.gil.bench.kernels;

import java.util.List;

/**
 * One case of training.
 *
 * @param name of the case
 * @param engine of the products
 * @param twoThreads whether two threads train, each a model of its own
 */
record TrainCase(String name, String engine, boolean twoThreads) {
  /** Said after the name of a case, of the figures of right answers. */
  static final String ACCURACY = "-accuracy";

  static final List<TrainCase> ALL =
      List.of(
          new TrainCase("train-java", "vector", false),
          new TrainCase("train-openblas", "openblas", false),
          new TrainCase("two-threads-train-java", "vector", true),
          new TrainCase("two-threads-train-openblas", "openblas", true));

  static TrainCase named(String name) {
    return ALL.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  List<String> peers() {
    return twoThreads ? Pair.PEERS : List.of(AlgebraCase.NUMPY);
  }
}
