package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Effect;
import dev.gil.testkit.explore.weave.Site.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Level 2: points inside classes of {@code java.util.concurrent}, before each access to a field
 * that can change and each call of a {@code VarHandle}. Method bodies alone are rewritten, as a
 * loaded class keeps its members; so values are not shown, and races are not looked for there.
 *
 * <p>A rewritten class stays rewritten. Its points pass where no exploration asked for it.
 * Thread-safe.
 */
final class JdkPoints {
  private static final String PACKAGE = "java.util.concurrent.";
  private static final MethodTypeDesc AT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final Set<String> REWRITTEN = new HashSet<>(); // guarded by itself

  /** What a point is on, by the number of its site: the field's name, the same object each time. */
  private static volatile @Nullable String[] fields = new @Nullable String[256];

  private JdkPoints() {}

  /** Called by rewritten classes. */
  static void at(int site) {
    WovenRun run = WovenRun.current();
    if (run != null) {
      Site at = Sites.at(site);
      if (run.isInside(at.className())) {
        run.point(at.operation(), fields[site], site);
      }
    }
  }

  /**
   * Puts points into classes and those that they declare, unless they are there.
   *
   * @throws IllegalArgumentException if a class is not of {@code java.util.concurrent}
   * @throws IllegalStateException if the agent cannot be attached, or the JVM refuses
   */
  static void into(Set<String> types) {
    for (String type : types) {
      if (!type.startsWith(PACKAGE)) {
        throw new IllegalArgumentException(
            type
                + " is not of java.util.concurrent, where alone points can be put inside; weave the"
                + " package of other classes");
      }
    }
    synchronized (REWRITTEN) {
      Set<String> missing = new HashSet<>(types);
      missing.removeAll(REWRITTEN);
      if (!missing.isEmpty()) {
        rewrite(Set.copyOf(missing));
        REWRITTEN.addAll(missing);
      }
    }
  }

  private static void rewrite(Set<String> types) {
    try {
      Instrumentation agent = JdkAgent.attach();
      Rewriting rewriting = new Rewriting(types);
      agent.addTransformer(rewriting, true);
      List<Class<?>> affected = new ArrayList<>();
      for (Class<?> loaded : agent.getAllLoadedClasses()) {
        if (types.contains(outermost(loaded.getName())) && agent.isModifiableClass(loaded)) {
          affected.add(loaded);
        }
      }
      agent.retransformClasses(affected.toArray(Class<?>[]::new));
      rewriting.throwFailure();
    } catch (IOException | UnmodifiableClassException | LinkageError e) {
      throw new IllegalStateException(
          "no points inside " + types + " (" + e + "); " + JdkAgent.REMEDY, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no points inside " + types + ": interrupted", e);
    }
  }

  static String outermost(String className) {
    int dollar = className.indexOf('$');
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  private static synchronized void name(int site, String field) {
    @Nullable String[] known = fields;
    if (site >= known.length) {
      known = Arrays.copyOf(known, Math.max(site + 1, 2 * known.length));
    }
    known[site] = field.intern();
    fields = known;
  }

  /** Of some classes and those that they declare, now and when they are loaded. */
  private static final class Rewriting implements ClassFileTransformer {
    private final Set<String> types;
    private final Map<String, Set<String>> changing = new HashMap<>();
    private @Nullable RuntimeException failure; // guarded by this

    Rewriting(Set<String> types) {
      this.types = types;
    }

    @Override
    public synchronized byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> before,
        @Nullable ProtectionDomain domain,
        byte[] code) {
      if (name == null || !types.contains(outermost(name.replace('/', '.')))) {
        return null;
      }
      try {
        return rewritten(name, ClassFile.of().parse(code));
      } catch (RuntimeException e) {
        failure = e; // the JVM would only leave the class as it was
        return null;
      }
    }

    synchronized void throwFailure() {
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw new IllegalStateException("no points inside " + types + ": " + thrown, thrown);
      }
    }

    private byte[] rewritten(String name, ClassModel model) {
      return ClassFile.of()
          .transformClass(
              model,
              (to, element) -> {
                if (element instanceof MethodModel method && !isInitializer(method)) {
                  to.transformMethod(
                      method,
                      MethodTransform.transformingCode(
                          points(name, method.methodName().stringValue())));
                } else {
                  to.with(element);
                }
              });
    }

    private static boolean isInitializer(MethodModel method) {
      return method.methodName().stringValue().startsWith("<");
    }

    private CodeTransform points(String className, String method) {
      int[] line = new int[1];
      return (code, element) -> {
        switch (element) {
          case LineNumber number -> line[0] = number.line();
          case FieldInstruction access
              when canChange(access.owner().asInternalName(), access.name().stringValue()) -> {
            boolean writes =
                access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
            point(
                code,
                writes ? Operation.WRITE : Operation.READ,
                className,
                method,
                line[0],
                access.owner().asInternalName(),
                access.name().stringValue());
          }
          case InvokeInstruction call when isAccess(call) ->
              point(
                  code,
                  operation(call.name().stringValue()),
                  className,
                  method,
                  line[0],
                  className,
                  call.name().stringValue());
          default -> {}
        }
        code.with(element);
      };
    }

    private static void point(
        CodeBuilder code,
        Operation operation,
        String className,
        String method,
        int line,
        String owner,
        String member) {
      int site = Sites.add(operation, className, method, line, owner, member, Effect.NONE);
      name(site, Sites.at(site).target());
      code.loadConstant(site);
      code.invokestatic(ClassDesc.of(AgentJar.POINTS), "at", AT);
    }

    private static boolean isAccess(InvokeInstruction call) {
      String name = call.name().stringValue();
      return call.opcode() == Opcode.INVOKEVIRTUAL
          && call.owner().asInternalName().equals("java/lang/invoke/VarHandle")
          && !name.startsWith("with");
    }

    private static Operation operation(String mode) {
      return mode.startsWith("get") && !mode.startsWith("getAnd")
          ? Operation.READ
          : Operation.WRITE;
    }

    private boolean canChange(String owner, String field) {
      return types.contains(outermost(owner.replace('/', '.')))
          && changing.computeIfAbsent(owner, Rewriting::changing).contains(field);
    }

    private static Set<String> changing(String owner) {
      Set<String> names = new HashSet<>();
      try (InputStream in = ClassLoader.getSystemResourceAsStream(owner + ".class")) {
        if (in != null) {
          for (FieldModel field : ClassFile.of().parse(in.readAllBytes()).fields()) {
            if (!field.flags().has(AccessFlag.FINAL)) {
              names.add(field.fieldName().stringValue());
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return names;
    }
  }
}
