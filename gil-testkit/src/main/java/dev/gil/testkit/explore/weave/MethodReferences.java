package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.CodeWeaver.Around;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Method references to JDK methods, such as {@code counter::incrementAndGet}: a call without a call
 * site. Each gets a method of its own in the woven class, whose code is the call, woven.
 */
final class MethodReferences {
  private static final String METAFACTORY = "Ljava/lang/invoke/LambdaMetafactory;";

  private final ClassShapes shapes;
  private final String className;
  private final boolean inInterface;
  private final List<Bridge> bridges = new ArrayList<>();

  MethodReferences(ClassShapes shapes, String className, boolean inInterface) {
    this.shapes = shapes;
    this.className = className;
    this.inInterface = inInterface;
  }

  /** The instruction, or the same one with its method handle led over a bridge. */
  InvokeDynamicInstruction bridged(InvokeDynamicInstruction dynamic, int line) {
    if (!dynamic.bootstrapMethod().owner().descriptorString().equals(METAFACTORY)) {
      return dynamic;
    }
    List<ConstantDesc> arguments = new ArrayList<>(dynamic.bootstrapArgs());
    if (arguments.size() < 2 || !(arguments.get(1) instanceof DirectMethodHandleDesc handle)) {
      return dynamic;
    }
    Bridge bridge = bridge(handle, line);
    if (bridge == null) {
      return dynamic;
    }
    arguments.set(
        1,
        MethodHandleDesc.ofMethod(
            inInterface
                ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                : DirectMethodHandleDesc.Kind.STATIC,
            Emit.internal(className),
            bridge.name,
            bridge.type));
    DynamicCallSiteDesc led =
        DynamicCallSiteDesc.of(
            dynamic.bootstrapMethod(),
            dynamic.name().stringValue(),
            dynamic.typeSymbol(),
            arguments.toArray(ConstantDesc[]::new));
    return InvokeDynamicInstruction.of(
        java.lang.classfile.constantpool.ConstantPoolBuilder.of().invokeDynamicEntry(led));
  }

  private @Nullable Bridge bridge(DirectMethodHandleDesc handle, int line) {
    String owner = internalName(handle.owner());
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
    Opcode opcode;
    switch (handle.kind()) {
      case VIRTUAL -> opcode = Opcode.INVOKEVIRTUAL;
      case INTERFACE_VIRTUAL -> opcode = Opcode.INVOKEINTERFACE;
      case STATIC -> opcode = Opcode.INVOKESTATIC;
      case CONSTRUCTOR -> opcode = Opcode.INVOKESPECIAL;
      default -> {
        return null;
      }
    }
    boolean creates = opcode == Opcode.INVOKESPECIAL;
    boolean isWoven =
        creates
            ? Redirects.afterNew(owner, type.descriptorString()) != null
            : Redirects.of(shapes, owner, handle.methodName(), type.descriptorString()) != null
                || (opcode != Opcode.INVOKESTATIC
                    && Site.Effect.of(owner, handle.methodName()) != null);
    if (!isWoven) {
      return null;
    }
    MethodTypeDesc taken =
        creates
            ? type.changeReturnType(handle.owner())
            : opcode == Opcode.INVOKESTATIC ? type : type.insertParameterTypes(0, handle.owner());
    Bridge bridge =
        new Bridge(
            Emit.PREFIX + "ref$" + bridges.size(),
            taken,
            opcode,
            owner,
            handle.methodName(),
            type,
            line);
    bridges.add(bridge);
    return bridge;
  }

  private static String internalName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return type.isArray() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
  }

  /** Adds the bridges that were asked for. */
  void addTo(ClassBuilder to) {
    for (Bridge bridge : bridges) {
      to.withMethodBody(
          bridge.name,
          bridge.type,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> {
            CodeWeaver weaver =
                new CodeWeaver(shapes, this, className, bridge.name, Around.NOTHING);
            weaver.at(bridge.line);
            if (bridge.opcode == Opcode.INVOKESPECIAL) {
              code.new_(Emit.internal(bridge.owner));
              code.dup();
            }
            int slot = 0;
            for (ClassDesc parameter : bridge.type.parameterList()) {
              code.loadLocal(TypeKind.from(parameter), slot);
              slot += TypeKind.from(parameter).slotSize();
            }
            weaver.call(
                code,
                bridge.opcode,
                bridge.owner,
                bridge.opcode == Opcode.INVOKESPECIAL ? ConstantDescs.INIT_NAME : bridge.called,
                bridge.calledType,
                bridge.opcode == Opcode.INVOKEINTERFACE);
            code.return_(TypeKind.from(bridge.type.returnType()));
            weaver.atEnd(code);
          });
    }
  }

  private record Bridge(
      String name,
      MethodTypeDesc type,
      Opcode opcode,
      String owner,
      String called,
      MethodTypeDesc calledType,
      int line) {}
}
