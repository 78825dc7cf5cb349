package dev.gil.arrays;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * The part of a fused loop that computes whole vectors, by the Vector API where the JVM was started
 * with it. The compiler of JDK 25 does not vectorize a loop that writes to one native segment and
 * reads another, as it cannot tell that they do not overlap; {@link Fused} has checked it.
 *
 * <p>Nothing here is linked to the module: it is named in the class that is made.
 */
final class VectorLoop {
  static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
  static final ClassDesc DOUBLES = ClassDesc.of("jdk.incubator.vector.DoubleVector");
  private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final ClassDesc SEGMENT = ClassDesc.of(MemorySegment.class.getName());
  private static final ClassDesc ORDER = ClassDesc.of(ByteOrder.class.getName());

  /** A vector that the compiler did not keep in a register would be an object at each step. */
  private static final int MOST_PARTS = 64;

  private static final boolean AVAILABLE = available();

  private VectorLoop() {}

  private static boolean available() {
    String compiler = System.getProperty("java.vm.info", "");
    if (compiler.contains("interpreted mode") || compiler.contains("emulated-client")) {
      return false;
    }
    return ModuleLayer.boot()
        .findModule("jdk.incubator.vector")
        .map(
            module -> {
              VectorLoop.class.getModule().addReads(module);
              return true;
            })
        .orElse(false);
  }

  static boolean suits(String form) {
    return AVAILABLE && FusedLoops.parts(form).length <= MOST_PARTS;
  }

  /**
   * Counts bytes by a long, as only then checks of bounds are moved out of the loop.
   *
   * @param array the variables of the arrays
   * @param constant the variables of the constants
   * @param index the variable that says, afterwards, how many elements are done
   */
  static void write(CodeBuilder code, String form, int[] array, int[] constant, int index) {
    int order = code.allocateLocal(TypeKind.REFERENCE);
    int at = code.allocateLocal(TypeKind.LONG);
    int last = code.allocateLocal(TypeKind.LONG);
    code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER)).astore(order);
    int[] broadcast = new int[constant.length];
    for (int i = 0; i < constant.length; i++) {
      broadcast[i] = code.allocateLocal(TypeKind.REFERENCE);
      species(code).dload(constant[i]);
      code.invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, CD_double));
      code.astore(broadcast[i]);
    }
    code.lconst_0().lstore(at);
    code.iload(1).i2l().loadConstant((long) Double.BYTES).lmul();
    bytes(code).lsub().lstore(last);

    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).lload(at).lload(last).lcmp().ifgt(end);
    int used = 0;
    for (String part : FusedLoops.parts(form)) {
      if (part.equals("k")) {
        code.aload(broadcast[used]);
        used++;
      } else if (part.charAt(0) == 'a') {
        species(code).aload(array[Integer.parseInt(part.substring(1))]).lload(at).aload(order);
        code.invokestatic(
            DOUBLES,
            "fromMemorySegment",
            MethodTypeDesc.of(DOUBLES, SPECIES, SEGMENT, CD_long, ORDER));
      } else {
        Operation.valueOf(part).writeOfVectors(code);
      }
    }
    code.aload(2).lload(at).aload(order);
    code.invokevirtual(
        DOUBLES, "intoMemorySegment", MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER));
    code.lload(at);
    bytes(code).ladd().lstore(at).goto_(test);
    code.labelBinding(end);
    code.lload(at).loadConstant((long) Double.BYTES).ldiv().l2i().istore(index);
  }

  private static CodeBuilder species(CodeBuilder code) {
    return code.getstatic(DOUBLES, "SPECIES_PREFERRED", SPECIES);
  }

  private static CodeBuilder bytes(CodeBuilder code) {
    return species(code)
        .invokeinterface(SPECIES, "vectorByteSize", MethodTypeDesc.of(CD_int))
        .i2l();
  }
}
