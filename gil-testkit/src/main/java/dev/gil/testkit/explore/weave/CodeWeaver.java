package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.ClassShapes.FieldShape;
import dev.gil.testkit.explore.weave.Site.Effect;
import dev.gil.testkit.explore.weave.Site.Operation;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the code of one method: a hook before each access, calls answered by {@link Redirects},
 * monitors modelled.
 *
 * <p>Every hook runs just before its operation and nothing can come between the two, so that a hook
 * may look at the value that the operation will see. Monitors are left without a decision: whoever
 * could go on then can go on as well before the next operation of this thread.
 */
final class CodeWeaver implements CodeTransform {
  private static final ClassDesc ARRAY = Emit.OBJECT;

  private final ClassShapes shapes;
  private final MethodReferences references;
  private final String className;
  private final String method;
  private final Around around;
  private final Emit emit = new Emit();
  private int line;
  private boolean isInitialized;
  private int unfinished;
  private int guard = -1;
  private final List<ExceptionCatch> catches = new ArrayList<>();
  private @Nullable Label start;

  CodeWeaver(
      ClassShapes shapes,
      MethodReferences references,
      String className,
      String method,
      Around around) {
    this.shapes = shapes;
    this.references = references;
    this.className = className;
    this.method = method;
    this.around = around;
    isInitialized = !method.equals("<init>");
  }

  @Override
  public void atStart(CodeBuilder code) {
    if (around != Around.NOTHING) {
      around.begin(
          code, Emit.internal(className), site(Operation.ENTER, className, "", Effect.NONE));
      start = code.newBoundLabel();
    }
  }

  /**
   * Adds the handlers. The JVM takes the first one that fits: those of calls are innermost and were
   * added before the method's own, that around the method comes last.
   */
  @Override
  public void atEnd(CodeBuilder code) {
    catches.forEach(code::with);
    if (start != null) {
      Label end = code.newBoundLabel();
      code.exceptionCatchAll(start, end, end);
      around.end(code, Emit.internal(className));
      code.athrow();
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LineNumber number -> {
        line = number.line();
        code.with(number);
      }
      case ExceptionCatch caught -> catches.add(caught);
      case FieldInstruction field -> {
        field(code, field);
        code.with(field);
      }
      case ArrayLoadInstruction load -> {
        code.dup2();
        code.loadConstant(
            site(
                Operation.ARRAY_READ,
                load.typeKind().upperBound().displayName() + "[]",
                "",
                Effect.NONE));
        Emit.hook(
            code,
            "readArray",
            ConstantDescs.CD_void,
            ARRAY,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int);
        code.with(load);
      }
      case ArrayStoreInstruction store -> arrayStore(code, store);
      case MonitorInstruction monitor -> monitor(code, monitor);
      case NewObjectInstruction created -> {
        unfinished++;
        code.with(created);
      }
      case InvokeInstruction call ->
          call(
              code,
              call.opcode(),
              call.owner().asInternalName(),
              call.name().stringValue(),
              call.typeSymbol(),
              call.isInterface());
      case InvokeDynamicInstruction dynamic -> code.with(references.bridged(dynamic, line));
      case ReturnInstruction end -> {
        if (around != Around.NOTHING) {
          around.end(code, Emit.internal(className));
        }
        code.with(end);
      }
      default -> code.with(element);
    }
  }

  private int site(Operation operation, String owner, String member, Effect effect) {
    return Sites.add(operation, className, method, line, owner, member, effect);
  }

  private void field(CodeBuilder code, FieldInstruction access) {
    String owner = access.owner().asInternalName();
    String name = access.name().stringValue();
    FieldShape field = shapes.field(owner, name);
    if (field == null || field.isFinal() || name.startsWith(Emit.PREFIX)) {
      return;
    }
    boolean writes = access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC;
    if (!isInitialized && writes && !field.isStatic()) {
      return;
    }
    ClassDesc type = access.typeSymbol();
    ClassDesc named = Emit.internal(owner);
    Operation operation =
        field.isVolatile()
            ? writes ? Operation.VOLATILE_WRITE : Operation.VOLATILE_READ
            : writes ? Operation.WRITE : Operation.READ;
    int site = site(operation, owner, name, Effect.NONE);
    if (!writes) {
      if (!field.isStatic()) {
        code.dup();
      }
      code.loadConstant(site);
      code.invokestatic(
          named,
          FieldGuards.readGuard(name),
          FieldGuards.readType(declaring(owner, name), field.isStatic()));
      return;
    }
    if (field.isStatic()) {
      if (TypeKind.from(type).slotSize() == 2) {
        code.dup2();
      } else {
        code.dup();
      }
      code.loadConstant(site);
    } else if (TypeKind.from(type).slotSize() == 2) {
      int[] aside = emit.aside(code, List.of(type));
      Emit.store(code, List.of(type), aside);
      code.dup();
      Emit.load(code, List.of(type), aside);
      code.loadConstant(site);
    } else {
      code.dup2();
      code.loadConstant(site);
    }
    code.invokestatic(
        named,
        FieldGuards.writeGuard(name),
        FieldGuards.writeType(declaring(owner, name), type, field.isStatic()));
    if (!field.isStatic() && TypeKind.from(type).slotSize() == 2) {
      Emit.load(code, List.of(type), emit.aside(code, List.of(type)));
    }
  }

  private ClassDesc declaring(String owner, String name) {
    return Emit.internal(shapes.declaring(owner, name));
  }

  private void arrayStore(CodeBuilder code, ArrayStoreInstruction store) {
    TypeKind kind = store.typeKind();
    ClassDesc type = kind == TypeKind.REFERENCE ? Emit.OBJECT : kind.asLoadable().upperBound();
    List<ClassDesc> types = List.of(type);
    int[] aside = emit.aside(code, types);
    Emit.store(code, types, aside);
    code.dup2();
    Emit.load(code, types, aside);
    code.loadConstant(
        site(Operation.ARRAY_WRITE, kind.upperBound().displayName() + "[]", "", Effect.NONE));
    Emit.hook(
        code,
        "writeArray",
        ConstantDescs.CD_void,
        ARRAY,
        ConstantDescs.CD_int,
        type,
        ConstantDescs.CD_int);
    Emit.load(code, types, aside);
    code.with(store);
  }

  private void monitor(CodeBuilder code, MonitorInstruction monitor) {
    if (monitor.opcode() == Opcode.MONITORENTER) {
      code.loadConstant(site(Operation.ENTER, "java/lang/Object", "", Effect.NONE));
      Emit.hook(code, "enter", ConstantDescs.CD_void, Emit.OBJECT, ConstantDescs.CD_int);
    } else {
      Emit.hook(code, "exit", ConstantDescs.CD_void, Emit.OBJECT);
    }
  }

  void at(int sourceLine) {
    line = sourceLine;
  }

  /** Emits a call as it is in woven code, here and in {@link MethodReferences}' bridges. */
  void call(
      CodeBuilder code,
      Opcode opcode,
      String owner,
      String name,
      MethodTypeDesc type,
      boolean isInterface) {
    if (name.equals("<init>")) {
      construct(code, owner, type);
      return;
    }
    Redirects.Target target = Redirects.of(shapes, owner, name, type.descriptorString());
    if (target != null) {
      code.loadConstant(site(Operation.CALL, owner, name, Effect.BOTH));
      code.invokestatic(target.owner(), target.name(), target.type());
      return;
    }
    shapes.called(owner, type.descriptorString());
    if (owner.equals("java/util/concurrent/ThreadLocalRandom") && opcode == Opcode.INVOKEVIRTUAL) {
      code.invokestatic(
          ClockCalls.class.describeConstable().orElseThrow(),
          "beforeDraw",
          MethodTypeDesc.of(ConstantDescs.CD_void));
    }
    MethodTypeDesc called = type;
    if (name.endsWith("Async")
        && owner.startsWith("java/util/concurrent/Complet")
        && !type.descriptorString().contains("Ljava/util/concurrent/Executor;")) {
      code.invokestatic(
          PoolCalls.class.describeConstable().orElseThrow(),
          "asyncExecutor",
          MethodTypeDesc.of(ClassDesc.of("java.util.concurrent.Executor")));
      called =
          type.insertParameterTypes(
              type.parameterCount(), ClassDesc.of("java.util.concurrent.Executor"));
    }
    boolean hasReceiver = opcode != Opcode.INVOKESTATIC;
    boolean isVarHandle = owner.equals("java/lang/invoke/VarHandle") && !name.startsWith("with");
    Effect effect = isVarHandle ? VarHandleEffects.of(name) : Effect.of(owner, name);
    if (effect == null || !hasReceiver || opcode == Opcode.INVOKESPECIAL) {
      code.invoke(opcode, Emit.internal(owner), name, called, isInterface);
      return;
    }
    observedCall(code, opcode, owner, name, called, isInterface, effect, isVarHandle);
  }

  private void observedCall(
      CodeBuilder code,
      Opcode opcode,
      String owner,
      String name,
      MethodTypeDesc type,
      boolean isInterface,
      Effect effect,
      boolean isVarHandle) {
    List<ClassDesc> arguments = type.parameterList();
    int[] aside = emit.aside(code, arguments);
    Emit.store(code, arguments, aside);
    code.dup();
    if (isVarHandle && !arguments.isEmpty() && !arguments.getFirst().isPrimitive()) {
      code.pop();
      code.aload(aside[0]);
    }
    code.loadConstant(site(Operation.CALL, owner, name, effect));
    if ((effect == Effect.LOOK || effect == Effect.CHANGE) && isInitialized) {
      Emit.hook(code, "beforeShared", Emit.OBJECT, Emit.OBJECT, ConstantDescs.CD_int);
      code.astore(guard(code));
      Emit.load(code, arguments, aside);
      Label begin = code.newBoundLabel();
      code.invoke(opcode, Emit.internal(owner), name, type, isInterface);
      Label end = code.newBoundLabel();
      Label after = code.newLabel();
      code.aload(guard(code));
      Emit.hook(code, "afterShared", ConstantDescs.CD_void, Emit.OBJECT);
      code.goto_(after);
      code.exceptionCatchAll(begin, end, code.newBoundLabel());
      code.aload(guard(code));
      Emit.hook(code, "afterShared", ConstantDescs.CD_void, Emit.OBJECT);
      code.athrow();
      code.labelBinding(after);
      return;
    }
    Emit.hook(code, "before", ConstantDescs.CD_void, Emit.OBJECT, ConstantDescs.CD_int);
    handTasks(code, owner, arguments, aside);
    Emit.load(code, arguments, aside);
    code.invoke(opcode, Emit.internal(owner), name, type, isInterface);
  }

  /** The local variable that holds what {@link Hooks#beforeShared} returned. */
  private int guard(CodeBuilder code) {
    if (guard < 0) {
      guard = code.allocateLocal(TypeKind.REFERENCE);
    }
    return guard;
  }

  /** Tasks that are handed to an executor carry the order of memory with them. */
  private static void handTasks(
      CodeBuilder code, String owner, List<ClassDesc> arguments, int[] aside) {
    if (!owner.startsWith("java/util/concurrent/") || !owner.contains("Executor")) {
      return;
    }
    for (int i = 0; i < aside.length; i++) {
      ClassDesc type = arguments.get(i);
      String name = type.descriptorString();
      if (name.equals("Ljava/lang/Runnable;") || name.equals("Ljava/util/concurrent/Callable;")) {
        code.aload(aside[i]);
        Emit.hook(code, "carried", type, type);
        code.astore(aside[i]);
      }
    }
  }

  private void construct(CodeBuilder code, String owner, MethodTypeDesc type) {
    code.invokespecial(Emit.internal(owner), "<init>", type);
    boolean isOwn = unfinished == 0 && !isInitialized;
    Redirects.Target after = Redirects.afterNew(owner, type.descriptorString());
    if (isOwn) {
      isInitialized = true;
    } else {
      unfinished--;
    }
    if (after != null) {
      if (isOwn) {
        code.aload(0);
      } else {
        code.dup();
      }
      code.loadConstant(site(Operation.CALL, owner, "new", Effect.NONE));
      code.invokestatic(after.owner(), after.name(), after.type());
    }
  }

  /** What surrounds the whole code of a method. */
  enum Around {
    NOTHING,
    /** It was synchronized upon its object. */
    OBJECT_MONITOR,
    /** It was synchronized upon its class. */
    CLASS_MONITOR,
    /** It initialises its class, and cannot be preempted. */
    INITIALIZER;

    void begin(CodeBuilder code, ClassDesc self, int site) {
      if (this == INITIALIZER) {
        Emit.hook(code, "beginInitializer", ConstantDescs.CD_void);
        return;
      }
      target(code, self);
      code.loadConstant(site);
      Emit.hook(code, "enter", ConstantDescs.CD_void, Emit.OBJECT, ConstantDescs.CD_int);
    }

    void end(CodeBuilder code, ClassDesc self) {
      if (this == INITIALIZER) {
        code.loadConstant(self);
        Emit.hook(code, "endInitializer", ConstantDescs.CD_void, ConstantDescs.CD_Class);
        return;
      }
      target(code, self);
      Emit.hook(code, "exit", ConstantDescs.CD_void, Emit.OBJECT);
    }

    private void target(CodeBuilder code, ClassDesc self) {
      if (this == CLASS_MONITOR) {
        code.loadConstant(self);
      } else {
        code.aload(0);
      }
    }
  }
}
