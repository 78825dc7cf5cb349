package dev.gil.advisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For how long a thread could have run and had no processor: Linux says, others do not. */
final class RunQueue {
  private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");
  private static final boolean KNOWN = Files.isReadable(SCHEDSTAT);

  private RunQueue() {}

  static boolean isKnown() {
    return KNOWN;
  }

  /** Of this thread since it began, in nanoseconds; 0 where it is not known. */
  static long nanos() {
    if (!KNOWN) {
      return 0;
    }
    try {
      return waited(Files.readString(SCHEDSTAT));
    } catch (IOException e) {
      return 0;
    }
  }

  /** The second of the three figures. */
  static long waited(String schedstat) throws IOException {
    String[] figures = schedstat.strip().split(" ", -1);
    if (figures.length < 2) {
      throw new IOException("malformed: " + schedstat);
    }
    try {
      return Long.parseLong(figures[1]);
    } catch (NumberFormatException e) {
      throw new IOException("malformed: " + schedstat, e);
    }
  }
}
