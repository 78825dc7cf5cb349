package dev.gil.testkit;

/**
 * One numbered sentence of the contract.
 *
 * @param number such as {@code S5.1}; never given to another rule
 * @param sentence what is true of a strategy that keeps it
 * @param spec the Javadoc that promises it, as {@code Type#member}
 */
public record Rule(String number, String sentence, String spec) {
  @Override
  public String toString() {
    return number + ' ' + sentence;
  }
}
