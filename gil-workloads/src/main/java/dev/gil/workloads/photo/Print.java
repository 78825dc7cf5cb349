package dev.gil.workloads.photo;

import dev.gil.image.Raster;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** What is kept of a photo's thumbnails to check them by. Immutable. */
public final class Print implements Serializable {
  private static final long serialVersionUID = 1;

  /** Samples of a thumbnail that are kept. */
  static final int PROBES = 12;

  private final long sum;
  private final byte[] probes;

  private Print(long sum, byte[] probes) {
    this.sum = sum;
    this.probes = probes;
  }

  static Print of(List<byte[]> thumbnails) {
    CRC32 sum = new CRC32();
    byte[] probes = new byte[PROBES * thumbnails.size()];
    int at = 0;
    for (byte[] one : thumbnails) {
      sum.update(one);
      for (int i = 0; i < PROBES; i++) {
        probes[at++] = one[place(i, one.length)];
      }
    }
    return new Print(sum.getValue(), probes);
  }

  /** Over all bytes. */
  long sum() {
    return sum;
  }

  /** A sample at a known place, 0 to 255. */
  int probe(int index) {
    return probes[index] & 0xFF;
  }

  /** Which sample a probe is. */
  static int place(int probe, Raster thumbnail) {
    return place(probe, (int) thumbnail.bytes());
  }

  /** Spread by the golden ratio, the first and the last among them. */
  private static int place(int probe, int length) {
    if (probe < 2) {
      return probe * (length - 1);
    }
    return (int) (probe * 0.6180339887498949 % 1 * length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Print print && sum == print.sum && Arrays.equals(probes, print.probes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sum);
  }
}
