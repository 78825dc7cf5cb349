package dev.gil.testkit.explore.weave;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The two jars that let JDK code ask the virtual clock and pass points, made when they are needed:
 * an agent that keeps its {@code Instrumentation}, with a program that has it loaded into a JVM,
 * and what JDK code calls, for the boot class path. Neither knows a class of the test kit, as JDK
 * code could not link to one.
 */
final class AgentJar {
  static final String AGENT = "dev.gil.agent.Agent";
  static final String ATTACH = "dev.gil.agent.Attach";
  static final String CLOCK = "dev.gil.boot.Clock";
  static final String POINTS = "dev.gil.boot.Points";
  static final String INSTRUMENTATION = "instrumentation";
  static final String SOURCE = "source";

  private static final int PUBLIC_STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
  private static final ClassDesc INSTRUMENTATION_TYPE =
      ClassDesc.of("java.lang.instrument.Instrumentation");
  private static final ClassDesc SUPPLIER = ClassDesc.of("java.util.function.LongSupplier");
  private static final ClassDesc CONSUMER = ClassDesc.of("java.util.function.IntConsumer");
  private static final MethodTypeDesc TIME = MethodTypeDesc.of(ConstantDescs.CD_long);

  private AgentJar() {}

  /** Writes the agent's jar. */
  static void writeAgent(Path to) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Agent-Class", AGENT);
    main.putValue("Premain-Class", AGENT);
    main.putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      put(jar, AGENT, agent());
      put(jar, ATTACH, attach());
    }
  }

  /** Writes the jar for the boot class path. */
  static void writeBoot(Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(out)) {
      put(jar, CLOCK, clock());
      put(jar, POINTS, points());
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] code) throws IOException {
    jar.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
    jar.write(code);
    jar.closeEntry();
  }

  private static byte[] agent() {
    ClassDesc self = ClassDesc.of(AGENT);
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withFlags(ClassFile.ACC_PUBLIC);
              type.withField(
                  INSTRUMENTATION, INSTRUMENTATION_TYPE, PUBLIC_STATIC | ClassFile.ACC_VOLATILE);
              for (String entry : new String[] {"agentmain", "premain"}) {
                type.withMethodBody(
                    entry,
                    MethodTypeDesc.of(
                        ConstantDescs.CD_void, ConstantDescs.CD_String, INSTRUMENTATION_TYPE),
                    PUBLIC_STATIC,
                    code ->
                        code.aload(1)
                            .putstatic(self, INSTRUMENTATION, INSTRUMENTATION_TYPE)
                            .return_());
              }
            });
  }

  /** {@code VirtualMachine.attach(pid).loadAgent(jar)}: a JVM may not attach to itself. */
  private static byte[] attach() {
    ClassDesc machine = ClassDesc.of("com.sun.tools.attach.VirtualMachine");
    return ClassFile.of()
        .build(
            ClassDesc.of(ATTACH),
            type -> {
              type.withFlags(ClassFile.ACC_PUBLIC);
              type.withMethodBody(
                  "main",
                  MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType()),
                  PUBLIC_STATIC,
                  code ->
                      code.aload(0)
                          .iconst_0()
                          .aaload()
                          .invokestatic(
                              machine,
                              "attach",
                              MethodTypeDesc.of(machine, ConstantDescs.CD_String))
                          .aload(0)
                          .iconst_1()
                          .aaload()
                          .invokevirtual(
                              machine,
                              "loadAgent",
                              MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                          .return_());
            });
  }

  private static byte[] clock() {
    ClassDesc self = ClassDesc.of(CLOCK);
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withFlags(ClassFile.ACC_PUBLIC);
              type.withField(SOURCE, SUPPLIER, PUBLIC_STATIC | ClassFile.ACC_VOLATILE);
              type.withMethodBody(
                  "nanoTime",
                  TIME,
                  PUBLIC_STATIC,
                  code -> {
                    Label real = code.newLabel();
                    code.getstatic(self, SOURCE, SUPPLIER).astore(0);
                    code.aload(0).ifnull(real);
                    code.aload(0).invokeinterface(SUPPLIER, "getAsLong", TIME).lreturn();
                    code.labelBinding(real);
                    code.invokestatic(ClassDesc.of("java.lang.System"), "nanoTime", TIME).lreturn();
                  });
            });
  }

  private static byte[] points() {
    ClassDesc self = ClassDesc.of(POINTS);
    MethodTypeDesc at = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withFlags(ClassFile.ACC_PUBLIC);
              type.withField(SOURCE, CONSUMER, PUBLIC_STATIC | ClassFile.ACC_VOLATILE);
              type.withMethodBody(
                  "at",
                  at,
                  PUBLIC_STATIC,
                  code -> {
                    Label nobody = code.newLabel();
                    code.getstatic(self, SOURCE, CONSUMER).astore(1);
                    code.aload(1).ifnull(nobody);
                    code.aload(1).iload(0).invokeinterface(CONSUMER, "accept", at);
                    code.labelBinding(nobody);
                    code.return_();
                  });
            });
  }
}
