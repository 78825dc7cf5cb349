import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
module dev.gil.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.gil.core;
  requires transitive net.jqwik.api;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.gil.testkit;
}
