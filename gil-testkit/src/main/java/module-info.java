import org.jspecify.annotations.NullMarked;

/**
 * The contract that every strategy keeps, an explorer of interleavings, a check of linearizability,
 * random programs, and assertions on locks and traces.
 */
@NullMarked
module dev.gil.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.gil.core;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;
  requires java.instrument;

  exports dev.gil.testkit;
  exports dev.gil.testkit.check;
  exports dev.gil.testkit.explore;

  opens dev.gil.testkit to
      org.junit.platform.commons;
  opens dev.gil.testkit.explore to
      org.junit.platform.commons;

  provides net.jqwik.api.providers.ArbitraryProvider with
      dev.gil.testkit.RefCountPrograms,
      dev.gil.testkit.check.Programs,
      dev.gil.testkit.explore.Plans;
}
