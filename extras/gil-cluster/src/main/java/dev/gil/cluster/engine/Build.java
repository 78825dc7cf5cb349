package dev.gil.cluster.engine;

import dev.gil.spi.RemoteTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * Which gil a JVM runs: tasks and outcomes are read by the very code that wrote them, or not at
 * all. Builds are told apart by the classes that write, since a class path need not have version
 * numbers; JDKs by their feature release.
 */
public final class Build {
  /** Of this JVM. */
  public static final String HERE = "java " + Runtime.version().feature() + ", gil " + print();

  private Build() {}

  private static String print() {
    CRC32 sum = new CRC32();
    for (String name : new String[] {"RemoteTask", "WorkFormat", "Outcome", "Packing"}) {
      add(RemoteTask.class, name + ".class", sum);
    }
    add(Envelope.class, "Envelope.class", sum);
    add(Reply.class, "Reply.class", sum);
    return Long.toHexString(sum.getValue());
  }

  private static void add(Class<?> beside, String file, CRC32 sum) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in != null) {
        sum.update(in.readAllBytes());
      }
    } catch (IOException e) {
      sum.update(file.length()); // unreadable here and readable there is another build
    }
  }
}
