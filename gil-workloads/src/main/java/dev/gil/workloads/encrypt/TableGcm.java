package dev.gil.workloads.encrypt;

import java.util.Arrays;

/**
 * AES-128-GCM (NIST SP 800-38D) in plain Java, without associated data, in arrays on the heap and
 * with a checkpoint a block: what a program would run that has no native code for it.
 */
final class TableGcm {
  static final int TAG_BYTES = 16;
  private static final int BLOCK = 16;

  private final TableAes aes;
  private final TableGhash hash;
  private final Runnable checkpoint;
  private final int[] counter = new int[4];
  private final int[] stream = new int[4];
  private final byte[] rest = new byte[BLOCK];

  TableGcm(byte[] key, Runnable checkpoint) {
    this.aes = new TableAes(key);
    this.checkpoint = checkpoint;
    aes.encrypt(counter, stream); // of zeroes
    this.hash = new TableGhash(pair(0), pair(2));
  }

  /** Encrypts so many bytes to another array, and puts the tag behind them. */
  void seal(byte[] nonce, byte[] from, int fromAt, int length, byte[] to, int toAt) {
    begin(nonce);
    int whole = length - length % BLOCK;
    for (int i = 0; i < whole; i += BLOCK) {
      checkpoint.run();
      next();
      long high = Words.longAt(from, fromAt + i) ^ pair(0);
      long low = Words.longAt(from, fromAt + i + 8) ^ pair(2);
      Words.set(to, toAt + i, high);
      Words.set(to, toAt + i + 8, low);
      hash.add(high, low);
    }
    if (whole < length) {
      take(from, fromAt + whole, length - whole);
      mask();
      Arrays.fill(rest, length - whole, BLOCK, (byte) 0);
      hash.add(Words.longAt(rest, 0), Words.longAt(rest, 8));
      System.arraycopy(rest, 0, to, toAt + whole, length - whole);
    }
    end(nonce, length);
    Words.set(to, toAt + length, hash.high() ^ pair(0));
    Words.set(to, toAt + length + 8, hash.low() ^ pair(2));
  }

  /** Decrypts so many bytes, which the tag follows; says whether the tag is right. */
  boolean open(byte[] nonce, byte[] from, int fromAt, int length, byte[] to, int toAt) {
    begin(nonce);
    int whole = length - length % BLOCK;
    for (int i = 0; i < whole; i += BLOCK) {
      checkpoint.run();
      next();
      long high = Words.longAt(from, fromAt + i);
      long low = Words.longAt(from, fromAt + i + 8);
      hash.add(high, low);
      Words.set(to, toAt + i, high ^ pair(0));
      Words.set(to, toAt + i + 8, low ^ pair(2));
    }
    if (whole < length) {
      take(from, fromAt + whole, length - whole);
      hash.add(Words.longAt(rest, 0), Words.longAt(rest, 8));
      mask();
      System.arraycopy(rest, 0, to, toAt + whole, length - whole);
    }
    end(nonce, length);
    return Words.longAt(from, fromAt + length) == (hash.high() ^ pair(0))
        && Words.longAt(from, fromAt + length + 8) == (hash.low() ^ pair(2));
  }

  private void begin(byte[] nonce) {
    hash.reset();
    for (int i = 0; i < 3; i++) {
      counter[i] = Words.intAt(nonce, 4 * i);
    }
    counter[3] = 1;
  }

  /** The next block of the key stream. */
  private void next() {
    counter[3]++;
    aes.encrypt(counter, stream);
  }

  /** Two words of the key stream. */
  private long pair(int at) {
    return (long) stream[at] << 32 | Integer.toUnsignedLong(stream[at + 1]);
  }

  private void take(byte[] from, int at, int length) {
    Arrays.fill(rest, (byte) 0);
    System.arraycopy(from, at, rest, 0, length);
  }

  private void mask() {
    next();
    Words.set(rest, 0, Words.longAt(rest, 0) ^ pair(0));
    Words.set(rest, 8, Words.longAt(rest, 8) ^ pair(2));
  }

  /** Hashes the length and leaves the mask of the tag in the key stream. */
  private void end(byte[] nonce, int length) {
    hash.add(0, 8L * length);
    for (int i = 0; i < 3; i++) {
      counter[i] = Words.intAt(nonce, 4 * i);
    }
    counter[3] = 1;
    aes.encrypt(counter, stream);
  }
}
