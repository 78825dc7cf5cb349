import org.jspecify.annotations.NullMarked;

/** The contract that every strategy keeps, and random programs of reference counts. */
@NullMarked
module dev.gil.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.gil.core;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires java.instrument;

  exports dev.gil.testkit;
  exports dev.gil.testkit.explore;

  opens dev.gil.testkit.explore to
      org.junit.platform.commons;

  provides net.jqwik.api.providers.ArbitraryProvider with
      dev.gil.testkit.RefCountPrograms;
}
