package dev.gil.testkit.explore.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver must know of a class before any class is loaded: its parents, and which of its
 * fields are final or volatile.
 *
 * <p>Read from class files, as loading would start initialisers too early. Thread-safe.
 */
final class ClassShapes {
  private final ClassLoader source;
  private final Predicate<String> isWoven;
  private final Runnable timedWait;
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

  /**
   * Looks classes up in {@code source}; {@code isWoven} is asked internal names, and {@code
   * timedWait} is run when a call is met that waits for a time.
   */
  ClassShapes(ClassLoader source, Predicate<String> isWoven, Runnable timedWait) {
    this.source = source;
    this.isWoven = isWoven;
    this.timedWait = timedWait;
  }

  /** Woven code calls that. */
  void called(String owner, String descriptor) {
    if (TimedWaits.isTimed(owner, descriptor)) {
      timedWait.run();
    }
  }

  /** The field that code names by {@code owner}, if a woven class declares it; else null. */
  @Nullable FieldShape field(String owner, String name) {
    for (Shape at = woven(owner); at != null; at = woven(at.parent)) {
      FieldShape found = at.fields.get(name);
      if (found != null) {
        return found;
      }
      for (String parent : at.interfaces) {
        FieldShape constant = field(parent, name);
        if (constant != null) {
          return constant;
        }
      }
    }
    return null;
  }

  /** The class that declares a field known by {@link #field}. */
  String declaring(String owner, String name) {
    String at = owner;
    for (Shape shape = woven(at); shape != null; shape = woven(at)) {
      if (shape.fields.containsKey(name) || shape.parent == null) {
        return at;
      }
      at = shape.parent;
    }
    return owner;
  }

  /** Whether a call of {@code method} upon {@code owner} runs the method of {@code parent}. */
  boolean inherits(String owner, String method, String parent) {
    String at = owner;
    while (!at.equals(parent)) {
      Shape shape = isOfJdk(at) ? null : shape(at);
      if (shape == null || shape.methods.contains(method) || shape.parent == null) {
        return false;
      }
      at = shape.parent;
    }
    return true;
  }

  /** Whether values of the class are of the type {@code parent}, a class. */
  boolean isA(String owner, String parent) {
    String at = owner;
    while (!at.equals(parent)) {
      Shape shape = isOfJdk(at) ? null : shape(at);
      if (shape == null || shape.parent == null) {
        return false;
      }
      at = shape.parent;
    }
    return true;
  }

  boolean isInterface(String owner) {
    Shape shape = shape(owner);
    return shape != null && shape.isInterface;
  }

  private static boolean isOfJdk(String name) {
    return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("[");
  }

  private @Nullable Shape woven(@Nullable String name) {
    return name != null && isWoven.test(name) ? shape(name) : null;
  }

  private @Nullable Shape shape(String name) {
    Shape known = shapes.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = source.getResourceAsStream(name + ".class")) {
      if (in == null) {
        return null;
      }
      Shape read = Shape.of(ClassFile.of().parse(in.readAllBytes()));
      shapes.put(name, read);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A field as declared. */
  record FieldShape(boolean isFinal, boolean isVolatile, boolean isStatic) {}

  private record Shape(
      @Nullable String parent,
      List<String> interfaces,
      boolean isInterface,
      Map<String, FieldShape> fields,
      Set<String> methods) {
    static Shape of(ClassModel model) {
      Map<String, FieldShape> fields = new HashMap<>();
      for (FieldModel field : model.fields()) {
        int flags = field.flags().flagsMask();
        fields.put(
            field.fieldName().stringValue(),
            new FieldShape(
                (flags & ClassFile.ACC_FINAL) != 0,
                (flags & ClassFile.ACC_VOLATILE) != 0,
                (flags & ClassFile.ACC_STATIC) != 0));
      }
      Set<String> methods = new HashSet<>();
      for (MethodModel method : model.methods()) {
        methods.add(method.methodName().stringValue() + method.methodType().stringValue());
      }
      return new Shape(
          model.superclass().map(c -> c.asInternalName()).orElse(null),
          model.interfaces().stream().map(c -> c.asInternalName()).toList(),
          model.flags().has(java.lang.reflect.AccessFlag.INTERFACE),
          Map.copyOf(fields),
          Set.copyOf(methods));
    }
  }
}
