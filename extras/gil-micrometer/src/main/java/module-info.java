import org.jspecify.annotations.NullMarked;

/** What locks, traced workers and executors do, as Micrometer meters. */
@NullMarked
@SuppressWarnings("requires-transitive-automatic") // Micrometer names itself in its manifest
module dev.gil.micrometer {
  requires static org.jspecify;
  requires transitive dev.gil.core;
  requires transitive micrometer.core;

  exports dev.gil.micrometer;
}
