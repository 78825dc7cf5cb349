package dev.gil.cluster;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Starts a member on its own: {@code java -cp ... dev.gil.cluster.MemberMain --cluster NAME --port
 * P --join HOST:PORT}, with the class path of the application. The same as {@code gil member}.
 */
public final class MemberMain {
  private MemberMain() {}

  /**
   * Runs the member until it is told to end, by SIGTERM or by the end of its standard input if
   * asked to; {@code --help} says what it takes.
   *
   * @param args of the member
   */
  public static void main(String[] args) {
    Charset charset = System.out.charset();
    System.exit(
        new MemberTool()
            .run(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                args));
  }
}
