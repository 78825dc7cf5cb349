package dev.gil.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** {@code program1:CRC of the alphabet:operations joined by dots, threads by slashes}. */
final class ProgramToken {
  private static final String VERSION = "program1";

  private ProgramToken() {}

  static String of(Program<?> program) {
    String threads =
        program.threads().stream()
            .map(numbers -> numbers.stream().map(String::valueOf).collect(Collectors.joining(".")))
            .collect(Collectors.joining("/"));
    return VERSION + ':' + fingerprint(program.alphabet()) + ':' + threads;
  }

  static <O> Program<O> parse(String token, List<O> alphabet) {
    List<String> parts = Arrays.asList(token.split(":", -1));
    if (parts.size() != 3 || !parts.getFirst().equals(VERSION)) {
      throw new IllegalArgumentException("no token of a program, or of another version: " + token);
    }
    if (!parts.get(1).equals(fingerprint(alphabet))) {
      throw new IllegalArgumentException(
          "the token was made for other operations than " + alphabet + ": " + token);
    }
    List<String> threads = Arrays.asList(parts.get(2).split("/", -1));
    try {
      return new Program<>(alphabet, threads.stream().map(ProgramToken::numbers).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no token of a program: " + token, e);
    }
  }

  private static List<Integer> numbers(String thread) {
    return thread.isEmpty()
        ? List.of()
        : Arrays.stream(thread.split("\\.", -1)).map(Integer::valueOf).toList();
  }

  private static String fingerprint(List<?> alphabet) {
    CRC32 crc = new CRC32();
    crc.update(alphabet.toString().getBytes(UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
