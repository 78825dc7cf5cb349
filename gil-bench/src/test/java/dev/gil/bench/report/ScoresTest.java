package dev.gil.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private final Scores scores = new Scores(_ -> true);

  @Test
  void figuresAreMediansOverForks() {
    add("open", Unit.NANOS, "gil", 30, 10, 20);
    add("open", Unit.NANOS, "peer", 90, 40, 41);
    Row row = only();
    assertThat(row.value()).isEqualTo(20);
    assertThat(row.peerValue()).isEqualTo(41);
  }

  @Test
  void aShorterTimeIsAnAdvantage() {
    add("open", Unit.NANOS, "gil", 2);
    add("open", Unit.NANOS, "peer", 5);
    assertThat(only().advantage()).isEqualTo(2.5);
  }

  @Test
  void aHigherRateIsAnAdvantage() {
    add("open", Unit.PER_SECOND, "gil", 2);
    add("open", Unit.PER_SECOND, "peer", 5);
    assertThat(only().advantage()).isEqualTo(0.4);
  }

  @Test
  void anAddedTimeBelowTheClocksResolutionCountsAsThat() {
    add("open", Unit.MICROS, "gil", -3);
    add("open", Unit.MICROS, "peer", 50);
    assertThat(only().value()).isEqualTo(-3);
    assertThat(only().advantage()).isEqualTo(50);
  }

  @Test
  void aTimeThatWasSavedHasNoAdvantage() {
    add("open", Unit.MICROS, "gil", -1_800);
    add("open", Unit.MICROS, "peer", 50);
    assertThat(only().advantage()).isNaN();
  }

  @Test
  void spreadIsTheMiddleHalfByTheMedian() {
    add("open", Unit.NANOS, "gil", 10, 11, 12, 13, 14);
    add("open", Unit.NANOS, "peer", 1);
    assertThat(only().spread()).isCloseTo(2 / 12.0, within(1e-9));
  }

  @Test
  void thereIsOneRowACaseAndPeer() {
    for (int fork = 0; fork < 3; fork++) {
      add("open", Unit.NANOS, "gil", fork);
      add("open", Unit.NANOS, "first", fork);
      add("open", Unit.NANOS, "second", fork);
      add("shut", Unit.NANOS, "first", fork);
      add("shut", Unit.NANOS, "gil", fork);
    }
    assertThat(scores.rows())
        .extracting(row -> row.name() + ' ' + row.peer())
        .containsExactly("open first", "open second", "shut first");
  }

  @Test
  void anAbsentPeerHasARowWithoutAnAdvantage() {
    add("open", Unit.NANOS, "gil", 1);
    scores.absent("bench", "open", Unit.NANOS, "peer", "not installed");
    assertThat(only().peer()).isEqualTo("peer");
    assertThat(only().peerValue()).isNaN();
    assertThat(only().advantage()).isNaN();
    assertThat(scores.absent()).containsEntry("peer", "not installed");
  }

  @Test
  void withoutAnyPeerThereIsARowAllTheSame() {
    add("open", Unit.NANOS, "gil", 1);
    assertThat(only().peer()).isEqualTo(Scores.NOBODY);
    assertThat(only().advantage()).isNaN();
  }

  @Test
  void theWorstCaseStandsForAll() {
    add("loop-a", Unit.NANOS, "gil", 10);
    add("loop-a", Unit.NANOS, "bare", 10);
    add("loop-b", Unit.NANOS, "gil", 15);
    add("loop-b", Unit.NANOS, "bare", 12);
    scores.worst("bench", "loop", "bare", List.of("loop-a", "loop-b", "loop-c"));
    Row worst = scores.rows().getLast();
    assertThat(worst.name()).isEqualTo("loop");
    assertThat(worst.value()).isEqualTo(15);
    assertThat(worst.advantage()).isEqualTo(0.8);
    assertThat(scores.notes()).containsExactly("loop: the worst, loop-b");
  }

  @Test
  void casesThatWereNotAskedForHaveNoRows() {
    Scores some = new Scores("loop"::equals);
    some.add("bench", "loop-a", Unit.NANOS, "gil", 1);
    some.add("bench", "loop-a", Unit.NANOS, "bare", 1);
    some.worst("bench", "loop", "bare", List.of("loop-a"));
    assertThat(some.rows()).extracting(Row::name).containsExactly("loop");
  }

  private void add(String name, Unit unit, String subject, double... figures) {
    for (double figure : figures) {
      scores.add("bench", name, unit, subject, figure);
    }
  }

  private Row only() {
    assertThat(scores.rows()).hasSize(1);
    return scores.rows().getFirst();
  }
}
