package dev.gil.bench.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * One case of linear algebra.
 *
 * @param name of the case
 * @param operation what is computed
 * @param size rows of a square matrix, or elements of a vector
 * @param engine by which gil computes
 * @param twoThreads whether two threads compute at once
 */
record AlgebraCase(String name, String operation, int size, String engine, boolean twoThreads) {
  static final String C_LIMIT = "C-limit";
  static final String NUMPY = "NumPy";
  static final String EJML = "EJML";
  static final String OJALGO = "ojAlgo";

  /** Three nested loops over Java arrays, the innermost along the rows. */
  static final String LOOP = "plain-loop";

  private static final int VECTOR = 100_000_000;
  private static final int QUICK_VECTOR = 20_000_000;

  static List<AlgebraCase> all(boolean quick) {
    List<AlgebraCase> cases = new ArrayList<>();
    for (String operation : List.of("dgemm", "sgemm")) {
      for (int size : List.of(512, 1024, 2048)) {
        for (String engine : List.of("vector", "openblas")) {
          cases.add(of(operation + '-' + size + '-' + shown(engine), operation, size, engine));
        }
      }
    }
    int vector = quick ? QUICK_VECTOR : VECTOR;
    for (String operation : List.of("axpy", "axpy-fused", "dot", "sum")) {
      cases.add(of(operation, operation, vector, "vector"));
    }
    for (String operation : List.of("dgemm", "sgemm")) {
      for (String engine : List.of("vector", "openblas")) {
        String name = "two-threads-" + operation + '-' + shown(engine);
        cases.add(new AlgebraCase(name, operation, 512, engine, true));
      }
    }
    for (String operation : List.of("axpy", "axpy-fused", "dot", "sum")) {
      cases.add(
          new AlgebraCase("two-threads-" + operation, operation, QUICK_VECTOR, "vector", true));
    }
    return cases;
  }

  private static AlgebraCase of(String name, String operation, int size, String engine) {
    return new AlgebraCase(name, operation, size, engine, false);
  }

  private static String shown(String engine) {
    return engine.equals("vector") ? "java" : engine;
  }

  static AlgebraCase named(String name, boolean quick) {
    return all(quick).stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  boolean isProduct() {
    return operation.endsWith("gemm");
  }

  /** What it is compared with. */
  List<String> peers() {
    if (twoThreads) {
      return Pair.PEERS;
    }
    if (!isProduct()) {
      return List.of(C_LIMIT, NUMPY);
    }
    return engine.equals("vector") && size <= 1024
        ? List.of(NUMPY, EJML, OJALGO, LOOP)
        : List.of(NUMPY);
  }

  /** How often a round repeats it, so that a round is neither short nor long. */
  int repeats() {
    if (!isProduct()) {
      return 1;
    }
    return twoThreads ? 20 : Math.max(1, (2048 / size) * (1024 / size));
  }
}
