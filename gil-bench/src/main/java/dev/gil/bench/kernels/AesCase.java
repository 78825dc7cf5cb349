package dev.gil.bench.kernels;

import java.util.List;

/**
 * One case of AES-128-GCM.
 *
 * @param name of the case
 * @param frameBytes of each frame
 * @param opens whether messages are opened, not sealed
 * @param twoThreads whether two threads compute at once
 */
record AesCase(String name, int frameBytes, boolean opens, boolean twoThreads) {
  static final String OPENSSL = "openssl-speed";

  /** One piece as large as a message, so that it has to come from memory, as gil's does. */
  static final String OPENSSL_MESSAGE = "openssl-speed-16MiB";

  static final String DIRECT = "javax.crypto-direct";

  /** The same frame again and again, out of the cache, as {@code openssl speed} has it. */
  static final String CACHED = "javax.crypto-cached";

  /** The message into an array and out of it, a frame at a time, and no cipher. */
  static final String COPIED = "copied-only";

  /** What one computation encrypts, or decrypts. */
  static final int MESSAGE_BYTES = 16 << 20;

  static final List<AesCase> ALL =
      List.of(
          new AesCase("aes-gcm-64KiB", 64 << 10, false, false),
          new AesCase("aes-gcm-256KiB", 256 << 10, false, false),
          new AesCase("aes-gcm-1MiB", 1 << 20, false, false),
          new AesCase("aes-gcm-open-256KiB", 256 << 10, true, false),
          new AesCase("two-threads-aes-gcm", 256 << 10, false, true));

  static AesCase named(String name) {
    return ALL.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  List<String> peers() {
    return twoThreads ? Pair.PEERS : List.of(OPENSSL, OPENSSL_MESSAGE, DIRECT, CACHED, COPIED);
  }
}
