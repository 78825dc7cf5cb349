package dev.gil.bench.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * The plainest worker there is: says hello, deserializes one errand, runs it, sends the result.
 *
 * <p>Argument: the socket to call; its standard streams without one.
 */
final class PlainWorker {
  static final int HELLO = 'h';

  private PlainWorker() {}

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    if (args.length == 0) {
      serve(System.in, System.out);
    } else {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
        serve(Channels.newInputStream(channel), Channels.newOutputStream(channel));
      }
    }
  }

  private static void serve(InputStream in, OutputStream out)
      throws IOException, ClassNotFoundException {
    out.write(HELLO);
    out.flush();
    Errand errand = (Errand) new ObjectInputStream(in).readObject();
    ObjectOutputStream result = new ObjectOutputStream(out);
    result.writeObject(errand.run());
    result.flush();
  }
}
