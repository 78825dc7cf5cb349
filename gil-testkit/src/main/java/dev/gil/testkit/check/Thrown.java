package dev.gil.testkit.check;

/**
 * The result of an operation that threw. Two are equal if the exceptions are of one class.
 *
 * @param type its class
 */
public record Thrown(Class<? extends Throwable> type) {
  @Override
  public String toString() {
    return "throws " + type.getSimpleName();
  }
}
