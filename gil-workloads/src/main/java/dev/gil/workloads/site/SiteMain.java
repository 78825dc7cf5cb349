package dev.gil.workloads.site;

import dev.gil.workloads.companion.Companion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The process of the site: its ports, and one that refuses every connection. */
final class SiteMain {
  private SiteMain() {}

  public static void main(String[] arguments) throws IOException {
    Site site = new Site(Long.parseLong(arguments[0]));
    // Bound but not listening: nobody else gets the port, and nobody answers there.
    try (Socket refusing = new Socket()) {
      refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Companion.endWithParent(() -> {});
      Companion.ready(site.port(), refusing.getLocalPort());
      site.serve();
    }
  }
}
