package dev.gil.cluster.engine;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis or Valkey server is, and as whom to speak to it. What it prints never has the
 * password.
 *
 * @param tls whether what travels is encrypted, and the server shows a certificate
 * @param place of the server
 * @param user of its access control list; null for its default user
 * @param password null if it asks for none
 * @param database its number
 */
public record RedisAddress(
    boolean tls, Address place, @Nullable String user, @Nullable String password, int database) {
  private static final int PORT = 6379;
  private static final Pattern SECRET = Pattern.compile("//.*@");
  private static final String ENVIRONMENT = "env:";

  /**
   * Reads {@code redis://user:password@host:port/database}, of which only the host must be there,
   * or {@code rediss:} for TLS, or {@code env:NAME} for what that environment variable says.
   *
   * @throws IllegalArgumentException if it is nothing of the kind
   */
  public static RedisAddress parse(String text) {
    return read(resolve(text));
  }

  /**
   * The address itself, wherever it is written.
   *
   * @throws IllegalArgumentException if the environment variable named has none
   */
  public static String resolve(String text) {
    if (!text.startsWith(ENVIRONMENT)) {
      return text;
    }
    String name = text.substring(ENVIRONMENT.length());
    @Nullable String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the environment variable \"" + name + "\" has no address of a Redis server");
    }
    return value;
  }

  private static RedisAddress read(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "rediss".equals(uri.getScheme());
      @Nullable String host = uri.getHost();
      if ((tls || "redis".equals(uri.getScheme())) && host != null && uri.getQuery() == null) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return of(tls, new Address(bare, uri.getPort() < 0 ? PORT : uri.getPort()), uri);
      }
    } catch (URISyntaxException | NumberFormatException e) {
      // Said below, without what these would print.
    }
    throw new IllegalArgumentException(
        "\""
            + SECRET.matcher(text).replaceAll("//...@")
            + "\" is no address of a Redis server. Write redis://user:password@host:port, or"
            + " rediss:// for TLS; signs other than letters and digits in a password as %40");
  }

  private static RedisAddress of(boolean tls, Address place, URI uri) {
    @Nullable String path = uri.getPath();
    int database = path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    // Split while it is encoded: a colon in a password is none of ours.
    @Nullable String raw = uri.getRawUserInfo();
    if (raw == null) {
      return new RedisAddress(tls, place, null, null, database);
    }
    int colon = raw.indexOf(':');
    String user = decoded(colon < 0 ? raw : raw.substring(0, colon));
    return new RedisAddress(
        tls,
        place,
        user.isEmpty() ? null : user,
        colon < 0 ? null : decoded(raw.substring(colon + 1)),
        database);
  }

  private static String decoded(String raw) {
    return URI.create("x://" + raw + "@x").getUserInfo();
  }

  /**
   * Refuses a server that strangers could reach or whose traffic they could read.
   *
   * @throws IllegalArgumentException if it is not loopback, nor encrypted with a password, and must
   *     be
   */
  public void requireAllowed(boolean insecureNetwork) {
    if (!insecureNetwork && !(tls && password != null) && !place.isLoopback()) {
      throw new IllegalArgumentException(
          this
              + " is not a loopback address, and "
              + (tls ? "has no password" : "is not encrypted")
              + ": whoever reaches the server can run code in members. Write"
              + " rediss://user:password@host:port; or, in a private network, say"
              + " allowInsecureNetwork (--allow-insecure-network)");
    }
  }

  /** For the driver: without user and password, which it is told apart. */
  public String url() {
    return (tls ? "rediss://" : "redis://") + place;
  }

  /** For people: with the user, never the password. */
  @Override
  public String toString() {
    return (tls ? "rediss://" : "redis://")
        + (user == null ? "" : user + '@')
        + place
        + (database == 0 ? "" : "/" + database);
  }
}
