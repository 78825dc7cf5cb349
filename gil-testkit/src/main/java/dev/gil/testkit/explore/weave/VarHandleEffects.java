package dev.gil.testkit.explore.weave;

/** What the access modes of a {@link java.lang.invoke.VarHandle} do to the order of memory. */
final class VarHandleEffects {
  private VarHandleEffects() {}

  static Site.Effect of(String mode) {
    return switch (mode) {
      case "get", "set", "getOpaque", "setOpaque" -> Site.Effect.NONE;
      case "getVolatile", "getAcquire" -> Site.Effect.ACQUIRE;
      case "setVolatile", "setRelease" -> Site.Effect.RELEASE;
      default -> Site.Effect.BOTH;
    };
  }
}
