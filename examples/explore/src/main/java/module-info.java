import org.jspecify.annotations.NullMarked;

/** A class whose test runs every order of its threads. */
@NullMarked
module dev.gil.examples.shop {
  requires static org.jspecify;
}
