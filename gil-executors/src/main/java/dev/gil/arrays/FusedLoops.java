package dev.gil.arrays;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a class for each form of expression: a plain loop over segments, which the compiler treats
 * as one written by hand, and before it a loop of {@link VectorLoop vectors} where there are any.
 * Interpreting the tree block by block took 1.4 times as long. Thread-safe.
 */
final class FusedLoops {
  /**
   * Forms come from the program's text, so there are few; a program that makes them up starts anew.
   */
  private static final int MOST_FORMS = 256;

  private static final Map<String, FusedLoop> LOOPS = new ConcurrentHashMap<>();

  private static final ClassDesc SEGMENT = desc(MemorySegment.class);
  private static final ClassDesc LAYOUT = desc(ValueLayout.class);
  private static final ClassDesc OF_DOUBLE = desc(ValueLayout.OfDouble.class);
  private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_double, OF_DOUBLE, CD_long);
  private static final MethodTypeDesc SET =
      MethodTypeDesc.of(CD_void, OF_DOUBLE, CD_long, CD_double);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_int, SEGMENT, SEGMENT.arrayType(), CD_double.arrayType());

  private FusedLoops() {}

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  static FusedLoop of(FusedForm form) {
    if (LOOPS.size() >= MOST_FORMS) {
      LOOPS.clear();
    }
    return LOOPS.computeIfAbsent(
        form.text(), text -> make(text, form.arrays().size(), form.constants().length));
  }

  private static FusedLoop make(String form, int arrays, int constants) {
    ClassDesc name = ClassDesc.of(FusedLoops.class.getPackageName() + ".FusedLoopOfForm");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                type ->
                    type.withFlags(ClassFile.ACC_FINAL)
                        .withInterfaceSymbols(desc(FusedLoop.class))
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            0,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "run",
                            RUN,
                            ClassFile.ACC_PUBLIC,
                            code -> loop(code, form, arrays, constants)));
    try {
      MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return (FusedLoop)
          made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("no loop for " + form, e);
    }
  }

  /**
   * Parameters: 1 many, 2 target, 3 arrays, 4 constants. All that the loop needs is in variables.
   */
  private static void loop(CodeBuilder code, String form, int arrays, int constants) {
    int[] array = new int[arrays];
    int[] constant = new int[constants];
    for (int i = 0; i < arrays; i++) {
      array[i] = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(3).loadConstant(i).aaload().astore(array[i]);
    }
    for (int i = 0; i < constants; i++) {
      constant[i] = code.allocateLocal(TypeKind.DOUBLE);
      code.aload(4).loadConstant(i).daload().dstore(constant[i]);
    }
    int index = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(index);
    if (VectorLoop.suits(form)) {
      VectorLoop.write(code, form, array, constant, index);
    }
    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).iload(index).iload(1).if_icmpge(end);
    code.aload(2);
    layout(code).iload(index).i2l();
    int used = 0;
    for (String part : parts(form)) {
      if (part.equals("k")) {
        code.dload(constant[used]);
        used++;
      } else if (part.charAt(0) == 'a') {
        code.aload(array[Integer.parseInt(part.substring(1))]);
        layout(code).iload(index).i2l().invokeinterface(SEGMENT, "getAtIndex", GET);
      } else {
        Operation.valueOf(part).write(code);
      }
    }
    code.invokeinterface(SEGMENT, "setAtIndex", SET).iinc(index, 1).goto_(test);
    code.labelBinding(end).return_();
  }

  static String[] parts(String form) {
    return form.strip().split(" ", -1);
  }

  private static CodeBuilder layout(CodeBuilder code) {
    return code.getstatic(LAYOUT, "JAVA_DOUBLE", OF_DOUBLE);
  }
}
