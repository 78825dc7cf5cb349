package dev.gil.bench.jmh;

/**
 * A benchmark method that measures one subject in one case.
 *
 * @param name of the case
 * @param subject gil or a peer
 * @param type that declares the method, by its full name
 * @param method that measures
 */
public record Contestant(String name, String subject, String type, String method) {
  String benchmark() {
    return type + '.' + method;
  }
}
