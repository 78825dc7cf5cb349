package dev.gil.executors.virtual;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Threads of carriers that the JDK tells of calls that block without unmounting. They extend {@code
 * jdk.internal.misc.CarrierThread}, by a class made here, at run time: compiled against it this
 * module would need private exports in every build, and could not name the release it is for
 * (decision 11).
 *
 * <p>{@code getQueuedTaskCount} says 1, for at 0 the JDK would push guests to the thread's own pool
 * in place of its scheduler, where they would never run. That pool has no threads.
 *
 * <p>Loaded only when {@code jdk.internal.misc} is exported.
 */
final class BlockingCarriers {
  private static final ClassDesc CARRIER = of(Carrier.class);
  private static final ClassDesc PARENT = ClassDesc.of("jdk.internal.misc.CarrierThread");
  private static final ClassDesc POOL = of(ForkJoinPool.class);
  private static final ClassDesc MADE =
      ClassDesc.of(BlockingCarriers.class.getPackageName(), "BlockingSeat");
  private static final ForkJoinPool NO_THREADS = new ForkJoinPool(1);
  private static final MethodHandle NEW;

  static {
    try {
      Class<?> made = MethodHandles.lookup().defineClass(bytes());
      NEW =
          MethodHandles.lookup()
              .findConstructor(
                  made, MethodType.methodType(void.class, ForkJoinPool.class, Carrier.class))
              .asType(MethodType.methodType(Thread.class, ForkJoinPool.class, Carrier.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private BlockingCarriers() {}

  private static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** A thread, not started, that runs {@code carrier} and tells it of blocking calls. */
  static Thread make(Carrier carrier) {
    try {
      return (Thread) NEW.invokeExact(NO_THREADS, carrier);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes() {
    return ClassFile.of()
        .build(
            MADE,
            type -> {
              type.withFlags(ACC_FINAL).withSuperclass(PARENT);
              type.withInterfaceSymbols(of(CarrierThreads.Seat.class));
              type.withField("carrier", CARRIER, ACC_PRIVATE | ACC_FINAL);
              constructor(type);
              method(type, "carrier", MethodTypeDesc.of(CARRIER), code -> own(code).areturn());
              method(type, "run", MethodTypeDesc.of(CD_void), code -> call(code, "run").return_());
              method(
                  type,
                  "beginBlocking",
                  MethodTypeDesc.of(CD_boolean),
                  code ->
                      own(code)
                          .invokevirtual(CARRIER, "beginsBlocking", MethodTypeDesc.of(CD_boolean))
                          .ireturn());
              method(
                  type,
                  "endBlocking",
                  MethodTypeDesc.of(CD_void),
                  code -> call(code, "endsBlocking").return_());
              method(
                  type,
                  "getQueuedTaskCount",
                  MethodTypeDesc.of(CD_int),
                  code -> code.iconst_1().ireturn());
            });
  }

  private static void constructor(ClassBuilder type) {
    method(
        type,
        INIT_NAME,
        MethodTypeDesc.of(CD_void, POOL, CARRIER),
        code ->
            code.aload(0)
                .aload(1)
                .invokespecial(PARENT, INIT_NAME, MethodTypeDesc.of(CD_void, POOL))
                .aload(0)
                .aload(2)
                .putfield(MADE, "carrier", CARRIER)
                .return_());
  }

  private static CodeBuilder own(CodeBuilder code) {
    return code.aload(0).getfield(MADE, "carrier", CARRIER);
  }

  private static CodeBuilder call(CodeBuilder code, String name) {
    return own(code).invokevirtual(CARRIER, name, MethodTypeDesc.of(CD_void));
  }

  private static void method(
      ClassBuilder type, String name, MethodTypeDesc descriptor, Consumer<CodeBuilder> body) {
    type.withMethodBody(name, descriptor, ACC_PUBLIC, body);
  }
}
