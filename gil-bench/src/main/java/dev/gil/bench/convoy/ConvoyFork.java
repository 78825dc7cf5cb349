package dev.gil.bench.convoy;

import dev.gil.bench.fork.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The program of a fork: plays one scene under every discipline it is told, turn and turn about,
 * and says the figures. Before the clock every discipline is played once, for its code to be
 * compiled while requests come and are answered.
 *
 * <p>Arguments: scene, number (hogs, or the interval in microseconds), milliseconds a slice,
 * rounds, disciplines.
 */
final class ConvoyFork {
  private static final long WARM_UP_NANOS = 700_000_000;
  private static final int STARTS = 4;

  private final Stage stage = new Stage();
  private final int number;
  private final long sliceNanos;
  private final int rounds;
  private final List<Discipline> disciplines;

  private ConvoyFork(String[] args) {
    number = Integer.parseInt(args[1]);
    sliceNanos = 1_000_000 * Long.parseLong(args[2]);
    rounds = Integer.parseInt(args[3]);
    disciplines = new ArrayList<>();
    for (String name : List.of(args).subList(4, args.length)) {
      disciplines.add(Discipline.valueOf(name));
    }
  }

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    ConvoyFork fork = new ConvoyFork(args);
    switch (args[0]) {
      case "wake" -> fork.visit(Sleeper::of);
      case "echo" -> {
        try (EchoProcess peer = EchoProcess.start()) {
          fork.visit((discipline, stage) -> EchoClient.of(discipline, stage, peer.port()));
        }
      }
      case "flood" -> {
        try (EchoProcess peer = EchoProcess.start()) {
          fork.flood(peer.port());
        }
      }
      case "shares" -> fork.shares();
      case "pair" -> fork.pair();
      case "handoffs" -> fork.handOffs();
      default -> throw new IllegalArgumentException("no scene " + args[0]);
    }
  }

  /** A visitor beside hogs. */
  private void visit(Visitor.Opening opening)
      throws IOException, InterruptedException, ExecutionException {
    // A thread stays in the code that it began its loop in: few hogs, started anew, warm it best.
    for (int i = 0; i < STARTS; i++) {
      for (Discipline discipline : disciplines) {
        Slice.play(stage, discipline, Math.min(number, 2), opening, WARM_UP_NANOS / 2);
      }
    }
    Map<Discipline, Slice> totals = new EnumMap<>(Discipline.class);
    for (int round = 0; round < rounds; round++) {
      for (Discipline discipline : disciplines) {
        Slice slice = Slice.play(stage, discipline, number, opening, sliceNanos);
        totals.computeIfAbsent(discipline, _ -> new Slice()).add(slice);
      }
    }
    totals.forEach(
        (discipline, total) -> {
          say(discipline, "p50", total.times.micros(0.50));
          say(discipline, "p99", total.times.micros(0.99));
          say(discipline, "visits", total.visitsPerSecond());
          say(discipline, "turns", total.turnsPerSecond());
        });
  }

  /** Two hogs beside many threads that wait for a peer and work on what it says. */
  private void flood(int port) throws IOException, InterruptedException, ExecutionException {
    stage.clocked = true;
    for (Discipline discipline : disciplines) {
      for (int i = 0; i < STARTS; i++) {
        Flood.play(stage, discipline, number, port, WARM_UP_NANOS / 2);
      }
      Flood flood = Flood.play(stage, discipline, number, port, rounds * sliceNanos);
      say(discipline, "clock", flood.shareByClock());
      say(discipline, "count", flood.shareByTurns());
    }
  }

  /** Many hogs for fifty rounds of a millisecond each: how far the worst share is from its due. */
  private void shares() throws InterruptedException, ExecutionException {
    stage.lock.switchInterval(Duration.ofMillis(1));
    for (Discipline discipline : disciplines) {
      for (int i = 0; i < STARTS; i++) {
        Contest.play(stage, discipline, 2, WARM_UP_NANOS);
      }
      Contest.play(stage, discipline, number, WARM_UP_NANOS);
      Contest contest =
          Contest.play(
              stage, discipline, number, 20L * number * 1_000_000, 50L * number * 1_000_000);
      say(discipline, "deviation", contest.worstDeviation());
      say(discipline, "turns", contest.turnsPerSecond());
    }
  }

  /** Two hogs under one lock, and one alone. */
  private void pair() throws InterruptedException, ExecutionException {
    stage.lock.switchInterval(Duration.ofNanos(1_000L * number));
    for (int i = 0; i < STARTS; i++) {
      Contest.play(stage, Discipline.GIL, 2, WARM_UP_NANOS);
      Contest.play(stage, Discipline.GIL, 1, WARM_UP_NANOS);
    }
    double two = 0;
    double one = 0;
    for (int round = 0; round < rounds; round++) {
      two += Contest.play(stage, Discipline.GIL, 2, sliceNanos).turnsPerSecond() / rounds;
      one += Contest.play(stage, Discipline.GIL, 1, sliceNanos).turnsPerSecond() / rounds;
    }
    Figures.say("gil.turns", two);
    Figures.say("one-thread.turns", one);
  }

  /** How often two hogs change places. */
  private void handOffs() throws InterruptedException, ExecutionException {
    stage.lock.switchInterval(Duration.ofNanos(1_000L * number));
    for (Discipline discipline : disciplines) {
      for (int i = 0; i < STARTS; i++) {
        Contest.play(stage, discipline, 2, WARM_UP_NANOS / 2);
      }
      Contest contest = Contest.play(stage, discipline, 2, sliceNanos);
      say(discipline, "handoffs", contest.changesPerSecond());
      say(discipline, "turns", contest.turnsPerSecond());
    }
  }

  private static void say(Discipline discipline, String what, double value) {
    Figures.say(discipline.id() + '.' + what, value);
  }
}
