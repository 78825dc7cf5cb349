package dev.gil.testkit.explore.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the JDK method that woven code calls the annotated method instead of.
 *
 * <p>The annotated method is static and takes the receiver, if there is one, the arguments, and the
 * number of the site.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Redirect.All.class)
@interface Redirect {
  /** Class, method and descriptor: {@code java/lang/Thread.sleep(J)V}. */
  String value();

  /** Several of them. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Redirect[] value();
  }
}
