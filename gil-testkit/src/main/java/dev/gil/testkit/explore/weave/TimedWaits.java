package dev.gil.testkit.explore.weave;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Level 2: timed waits inside the JDK look at the virtual clock.
 *
 * <p>{@code java.util.concurrent} asks {@link System#nanoTime} again after each park, and would
 * wait on for the rest of an hour that only virtual time had passed. An agent rewrites those calls
 * to ask a clock on the boot class path, which answers threads that are explored with the time of
 * their execution and all others with the real one. It is installed when woven code is found to
 * call a timed method, once in a JVM, and stays.
 */
final class TimedWaits {
  private static @Nullable String outcome;

  private TimedWaits() {}

  /** Whether a call of that descriptor may wait for a time that the JDK looks at. */
  static boolean isTimed(String owner, String descriptor) {
    return owner.startsWith("java/util/concurrent/")
        && !owner.endsWith("/TimeUnit")
        && descriptor.contains("JLjava/util/concurrent/TimeUnit;");
  }

  /** Installs the clock once; what the control report says of it. */
  static synchronized String install() {
    String known = outcome;
    if (known == null) {
      try {
        known =
            "timed waits inside java.util.concurrent take virtual time: "
                + rewrite(JdkAgent.attach());
      } catch (IOException | RuntimeException e) {
        known =
            "timed waits inside java.util.concurrent take real time ("
                + e
                + "); "
                + JdkAgent.REMEDY;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        known = "timed waits inside java.util.concurrent take real time: interrupted";
      }
      outcome = known;
    }
    return known;
  }

  /** Rewrites what is loaded of the package, and what will be. */
  private static String rewrite(Instrumentation agent) {
    ToVirtualTime transformer = new ToVirtualTime();
    agent.addTransformer(transformer, true);
    List<Class<?>> affected = new ArrayList<>();
    for (Class<?> loaded : agent.getAllLoadedClasses()) {
      if (isAffected(loaded.getName()) && agent.isModifiableClass(loaded) && !loaded.isHidden()) {
        affected.add(loaded);
      }
    }
    int failed = 0;
    try {
      // All in one step: each stops the JVM, for longer the more classes it has loaded.
      agent.retransformClasses(affected.toArray(Class<?>[]::new));
    } catch (UnmodifiableClassException | LinkageError all) {
      transformer.rewritten = 0;
      failed = oneByOne(agent, affected);
    }
    return transformer.rewritten + " classes rewritten" + (failed == 0 ? "" : ", not " + failed);
  }

  /** What one class refuses, others may take; how many refused. */
  private static int oneByOne(Instrumentation agent, List<Class<?>> affected) {
    int failed = 0;
    for (Class<?> type : affected) {
      try {
        agent.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError e) {
        failed++;
      }
    }
    return failed;
  }

  private static boolean isAffected(String className) {
    return className.startsWith("java.util.concurrent.");
  }

  private static final class ToVirtualTime implements ClassFileTransformer {
    private static final MethodTypeDesc TIME = MethodTypeDesc.of(ConstantDescs.CD_long);

    private volatile int rewritten;

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> before,
        @Nullable ProtectionDomain domain,
        byte[] code) {
      if (name == null || !isAffected(name.replace('/', '.'))) {
        return null;
      }
      boolean[] found = new boolean[1];
      ClassFile files = ClassFile.of();
      byte[] changed =
          files.transformClass(
              files.parse(code), ClassTransform.transformingMethodBodies(askClock(found)));
      if (found[0]) {
        synchronized (this) {
          rewritten++;
        }
      }
      return found[0] ? changed : null;
    }

    private static CodeTransform askClock(boolean[] found) {
      return (code, element) -> {
        if (element instanceof InvokeInstruction call
            && call.owner().asInternalName().equals("java/lang/System")
            && call.name().equalsString("nanoTime")) {
          found[0] = true;
          code.invokestatic(ClassDesc.of(AgentJar.CLOCK), "nanoTime", TIME);
        } else {
          code.with(element);
        }
      };
    }
  }
}
