package dev.gil.cluster.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A place on a network.
 *
 * @param host a name or a number
 * @param port from 0 to 65535
 */
public record Address(String host, int port) {
  private static final int MOST_PORT = 65_535;

  /**
   * Reads {@code host:port}, with an IPv6 number in brackets.
   *
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      host = "";
    }
    try {
      int port = host.isBlank() ? -1 : Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= MOST_PORT) {
        return new Address(host, port);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no address. Write host:port, such as 127.0.0.1:5701");
  }

  /** Several, by commas. */
  public static List<String> split(String list) {
    return List.of(list.split(",", -1)).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /**
   * Refuses what strangers could reach.
   *
   * @throws IllegalArgumentException if it is not loopback, or not known, and must be
   */
  public void requireAllowed(boolean insecureNetwork) {
    if (!insecureNetwork && !isLoopback()) {
      throw new IllegalArgumentException(
          this
              + " is not a loopback address, and the engine's community edition has neither"
              + " encryption nor authentication: whoever reaches a member can run code in it. In a"
              + " private network, say allowInsecureNetwork (--allow-insecure-network)");
    }
  }

  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
  }
}
