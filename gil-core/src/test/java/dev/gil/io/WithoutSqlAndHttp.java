package dev.gil.io;

import dev.gil.Attachment;
import dev.gil.GlobalLock;
import java.io.IOException;
import java.io.InputStream;

/** Run in a JVM without the modules java.sql and java.net.http: streams and files work there. */
final class WithoutSqlAndHttp {
  private WithoutSqlAndHttp() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    try (Attachment _ = GlobalLock.create("bare").attach()) {
      InputStream in = Detaching.inputStream(System.in);
      System.out.println("read: " + in.readAllBytes().length);
    }
  }
}
