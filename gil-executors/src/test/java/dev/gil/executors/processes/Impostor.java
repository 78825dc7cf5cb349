package dev.gil.executors.processes;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** The main class of a process that calls back like a worker, and is none. */
final class Impostor {
  static final String OTHER_JAVA = "other-java";
  static final String OTHER_BUILD = "other-build";
  static final String FORGED_NONCE = "forged-nonce";
  static final String SENT_AWAY = "I was sent away";

  private Impostor() {}

  public static void main(String[] args) throws IOException {
    WorkerOrders told = WorkerOrders.read(System.in);
    Hello honest = Hello.here(told.nonce());
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(told.socket()));
    try (Link link = new Link(channel, Frame.MAX_PAYLOAD)) {
      link.send(new Frame(FrameType.HELLO, 0, lie(args[0], honest).encode()));
      if (link.receive() == null) {
        System.err.println(SENT_AWAY);
      }
    }
  }

  private static Hello lie(String kind, Hello honest) {
    return switch (kind) {
      case OTHER_JAVA -> new Hello(honest.nonce(), honest.build(), "24.0.1", honest.archive());
      case OTHER_BUILD -> new Hello(honest.nonce(), "other", honest.java(), honest.archive());
      case FORGED_NONCE -> Hello.here(new byte[honest.nonce().length]);
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
