package dev.gil.workloads.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest letters to change, unless that is more than a third of them. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(c -> distance(word, c) <= Math.max(2, Math.max(word.length(), c.length()) / 3))
        .filter(c -> distance(word, c) < c.length())
        .min(Comparator.comparingInt(c -> distance(word, c)));
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
