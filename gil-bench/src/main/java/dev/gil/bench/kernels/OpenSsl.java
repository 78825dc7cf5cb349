package dev.gil.bench.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code openssl speed}, which encrypts the same bytes in the cache again and again for a second: a
 * process a round.
 */
final class OpenSsl {
  private static final List<String> SPEED =
      List.of(
          "openssl", "speed", "-mr", "-elapsed", "-seconds", "1", "-evp", "aes-128-gcm", "-bytes");

  private OpenSsl() {}

  /** Why there is none here; empty if there is. */
  static String problem() throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("openssl", "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return "";
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // said below
    }
    return "no program openssl runs here";
  }

  /** Says how long it takes for a message, by its rate with pieces of that size. */
  static Contender of(int pieceBytes) {
    return times -> {
      double rate = bytesPerSecond(pieceBytes);
      return Math.round(times * 1e9 * AesCase.MESSAGE_BYTES / rate);
    };
  }

  private static double bytesPerSecond(int bytes) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(SPEED);
    command.add(Integer.toString(bytes));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    String line = said.lines().filter(each -> each.startsWith("+F:")).findFirst().orElse("nothing");
    String figure = line.substring(line.lastIndexOf(':') + 1);
    try {
      return Double.parseDouble(figure);
    } catch (NumberFormatException e) {
      throw new IOException("openssl speed said: " + said, e);
    }
  }
}
