package dev.gil.bench.kernels;

import dev.gil.bench.ContendedLock;
import dev.gil.bench.report.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The program of a fork: gil and its peers encrypt a message in turn; what is told is the median of
 * each, in milliseconds.
 *
 * <p>Arguments: case, rounds, then the peers.
 */
final class AesFork {
  /** A round of some dozen milliseconds. */
  private static final int REPEATS = 10;

  private AesFork() {}

  public static void main(String[] args) throws Exception {
    AesCase one = AesCase.named(args[0]);
    List<String> peers = List.of(args).subList(2, args.length);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    try (AesScene scene = new AesScene(one);
        AesScene second = new AesScene(one)) {
      if (one.twoThreads()) {
        Pair.of(Scores.GIL, scene, second, contenders);
      } else {
        contenders.put(Scores.GIL, scene.under(ContendedLock.named("bench-" + one.name())));
        contenders.put(AesCase.OPENSSL, OpenSsl.of(one.frameBytes()));
        contenders.put(AesCase.OPENSSL_MESSAGE, OpenSsl.of(AesCase.MESSAGE_BYTES));
        contenders.put(AesCase.DIRECT, second.direct());
        contenders.put(AesCase.CACHED, second.cached());
        contenders.put(AesCase.COPIED, second.copied());
      }
      contenders.keySet().removeIf(each -> !each.equals(Scores.GIL) && !peers.contains(each));
      InTurn.play(contenders, REPEATS, Integer.parseInt(args[1]));
    }
  }
}
