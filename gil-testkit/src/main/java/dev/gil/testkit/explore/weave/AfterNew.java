package dev.gil.testkit.explore.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the classes whose new objects woven code hands to the annotated static method, with the
 * number of the site.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface AfterNew {
  /** Class, {@code java/util/Timer}, or one of its constructors, {@code java/util/Random()V}. */
  String[] value();
}
