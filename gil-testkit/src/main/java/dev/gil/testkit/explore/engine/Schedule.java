package dev.gil.testkit.explore.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A decision vector that is 0 almost everywhere: which decisions are not, in order, and what they
 * are. Immutable.
 */
public final class Schedule {
  /** Every thread runs until it cannot. */
  public static final Schedule PLAIN = new Schedule(new int[0], new int[0]);

  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern COMMA = Pattern.compile(",");

  private final int[] at;
  private final int[] choice;

  Schedule(int[] at, int[] choice) {
    this.at = at;
    this.choice = choice;
  }

  /**
   * A schedule of some decisions.
   *
   * @param choices by place
   * @throws IllegalArgumentException if a place is negative, or a choice is not positive
   */
  public static Schedule of(Map<Integer, Integer> choices) {
    int[] places = choices.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    int[] chosen = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      chosen[i] = choices.getOrDefault(places[i], 0);
      if (places[i] < 0 || chosen[i] <= 0) {
        throw new IllegalArgumentException(
            places[i] + "." + chosen[i] + ": a place is 0 or more, and a choice 1 or more");
      }
    }
    return new Schedule(places, chosen);
  }

  /** How many decisions are not 0. */
  public int size() {
    return at.length;
  }

  int at(int index) {
    return at[index];
  }

  int choice(int index) {
    return choice[index];
  }

  /** The place of the last decision that is not 0; -1 if all are. */
  int last() {
    return at.length == 0 ? -1 : at[at.length - 1];
  }

  /** This schedule, and then one more decision. */
  Schedule then(int place, int chosen) {
    int n = at.length;
    int[] places = Arrays.copyOf(at, n + 1);
    int[] choices = Arrays.copyOf(choice, n + 1);
    places[n] = place;
    choices[n] = chosen;
    return new Schedule(places, choices);
  }

  /** This schedule with 0 from the {@code from}-th of its decisions to before the {@code to}-th. */
  Schedule without(int from, int to) {
    int n = at.length - (to - from);
    int[] places = new int[n];
    int[] choices = new int[n];
    System.arraycopy(at, 0, places, 0, from);
    System.arraycopy(choice, 0, choices, 0, from);
    System.arraycopy(at, to, places, from, at.length - to);
    System.arraycopy(choice, to, choices, from, at.length - to);
    return new Schedule(places, choices);
  }

  /** This schedule with its {@code index}-th decision taken at another place, in order. */
  Schedule moved(int index, int place) {
    int[] places = at.clone();
    places[index] = place;
    return new Schedule(places, choice);
  }

  /** As {@link #parse} reads it: {@code 12.1,15.2}, or {@code -} for none. */
  @Override
  public String toString() {
    if (at.length == 0) {
      return "-";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < at.length; i++) {
      text.append(i == 0 ? "" : ",").append(at[i]).append('.').append(choice[i]);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code text} is not of that form
   */
  public static Schedule parse(String text) {
    if (text.equals("-")) {
      return PLAIN;
    }
    String[] parts = COMMA.split(text, -1);
    int[] at = new int[parts.length];
    int[] choice = new int[parts.length];
    int before = -1;
    for (int i = 0; i < parts.length; i++) {
      String[] pair = DOT.split(parts[i], -1);
      if (pair.length != 2) {
        throw new IllegalArgumentException("\"" + parts[i] + "\" is not place.choice");
      }
      at[i] = Integer.parseInt(pair[0]);
      choice[i] = Integer.parseInt(pair[1]);
      if (at[i] <= before || choice[i] <= 0) {
        throw new IllegalArgumentException("\"" + parts[i] + "\" is out of order or not positive");
      }
      before = at[i];
    }
    return new Schedule(at, choice);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule s
        && Arrays.equals(at, s.at)
        && Arrays.equals(choice, s.choice);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(at) + Arrays.hashCode(choice);
  }
}
