package dev.gil.openblas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** For which machine a library was made, by the first bytes of its file. */
final class Binary {
  private static final int ELF = 0x7F454C46;
  private static final int MACH_O_64 = 0xCFFAEDFE;

  private Binary() {}

  static String of(Path file) throws IOException {
    byte[] head = new byte[20];
    try (InputStream in = Files.newInputStream(file)) {
      if (in.readNBytes(head, 0, head.length) < head.length) {
        return "no library";
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(head);
    int magic = bytes.getInt(0);
    if (magic == ELF) {
      bytes.order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int machine = Short.toUnsignedInt(bytes.getShort(18));
      return switch (machine) {
        case 0x3E -> "ELF for x86_64";
        case 0xB7 -> "ELF for arm64";
        default -> "ELF for machine " + machine;
      };
    }
    if (magic == MACH_O_64) {
      int machine = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(4);
      return switch (machine) {
        case 0x01000007 -> "Mach-O for x86_64";
        case 0x0100000C -> "Mach-O for arm64";
        default -> "Mach-O for machine " + machine;
      };
    }
    return "no library";
  }

  /** What this JVM can load. */
  static String here() {
    Platform platform = Platform.here();
    String machine = platform.classifier().substring(platform.classifier().indexOf('-') + 1);
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    return (mac ? "Mach-O for " : "ELF for ") + machine;
  }
}
