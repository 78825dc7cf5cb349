import org.jspecify.annotations.NullMarked;

/** The first ten minutes with gil. */
@NullMarked
module dev.gil.examples.quickstart {
  requires static org.jspecify;
  requires dev.gil.executors;
}
