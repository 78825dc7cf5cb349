package dev.gil.vector;

/** The program of {@link IncubatorTest}: says whether the engine is available. */
final class AskVector {
  private AskVector() {}

  public static void main(String[] args) {
    System.out.println("problem: " + new VectorBlas().unavailable().orElse("none"));
  }
}
