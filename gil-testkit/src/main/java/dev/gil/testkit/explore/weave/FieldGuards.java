package dev.gil.testkit.explore.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * The two static methods that a woven class gets for each field that can change: one is called
 * before the field is read, one before it is written.
 *
 * <p>They lie in the class itself, because what the race check remembers of a field lies in added
 * fields beside it: the epochs of its last write and read, or the clock of a volatile one. A look
 * at them then costs what a look at the field costs, and no map is asked.
 */
final class FieldGuards {
  private static final int SYNTHETIC_STATIC =
      ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassDesc owner;
  private final boolean checksRaces;

  FieldGuards(ClassDesc owner, boolean checksRaces) {
    this.owner = owner;
    this.checksRaces = checksRaces;
  }

  static String readGuard(String field) {
    return Emit.PREFIX + "get$" + field;
  }

  static String writeGuard(String field) {
    return Emit.PREFIX + "put$" + field;
  }

  /** {@code owner} as the class that code names the field by. */
  static MethodTypeDesc readType(ClassDesc owner, boolean isStatic) {
    return isStatic
        ? MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int)
        : MethodTypeDesc.of(ConstantDescs.CD_void, owner, ConstantDescs.CD_int);
  }

  static MethodTypeDesc writeType(ClassDesc owner, ClassDesc type, boolean isStatic) {
    return isStatic
        ? MethodTypeDesc.of(ConstantDescs.CD_void, type, ConstantDescs.CD_int)
        : MethodTypeDesc.of(ConstantDescs.CD_void, owner, type, ConstantDescs.CD_int);
  }

  void add(ClassBuilder to, String name, ClassDesc type, int flags) {
    boolean isStatic = (flags & ClassFile.ACC_STATIC) != 0;
    boolean isVolatile = (flags & ClassFile.ACC_VOLATILE) != 0;
    if (checksRaces) {
      int shadow =
          ClassFile.ACC_PRIVATE
              | ClassFile.ACC_TRANSIENT
              | ClassFile.ACC_SYNTHETIC
              | (flags & ClassFile.ACC_STATIC);
      if (isVolatile) {
        to.withField(clock(name), Emit.OBJECT, shadow);
      } else {
        to.withField(written(name), ConstantDescs.CD_long, shadow);
        to.withField(read(name), ConstantDescs.CD_long, shadow);
      }
    }
    to.withMethodBody(
        readGuard(name),
        readType(owner, isStatic),
        SYNTHETIC_STATIC,
        code -> guardRead(code, name, isStatic, isVolatile));
    to.withMethodBody(
        writeGuard(name),
        writeType(owner, type, isStatic),
        SYNTHETIC_STATIC,
        code -> guardWrite(code, name, type, isStatic, isVolatile));
  }

  private static String written(String field) {
    return Emit.PREFIX + "w$" + field;
  }

  private static String read(String field) {
    return Emit.PREFIX + "r$" + field;
  }

  private static String clock(String field) {
    return Emit.PREFIX + "c$" + field;
  }

  private void guardRead(CodeBuilder code, String name, boolean isStatic, boolean isVolatile) {
    Label end = code.newLabel();
    int site = isStatic ? 0 : 1;
    skipNull(code, isStatic, end);
    target(code, isStatic);
    code.iload(site);
    hook(
        code,
        isVolatile ? "readVolatile" : "read",
        ConstantDescs.CD_boolean,
        Emit.OBJECT,
        ConstantDescs.CD_int);
    code.ifeq(end);
    if (checksRaces && isVolatile) {
      exchangeClock(code, name, isStatic, "acquire");
    } else if (checksRaces) {
      if (!isStatic) {
        code.aload(0);
      }
      epochs(code, name, isStatic, site);
      hook(
          code,
          "checkRead",
          ConstantDescs.CD_long,
          Emit.OBJECT,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long);
      put(code, read(name), ConstantDescs.CD_long, isStatic);
    }
    code.labelBinding(end);
    code.return_();
  }

  private void guardWrite(
      CodeBuilder code, String name, ClassDesc type, boolean isStatic, boolean isVolatile) {
    Label end = code.newLabel();
    int value = isStatic ? 0 : 1;
    int site = value + TypeKind.from(type).slotSize();
    skipNull(code, isStatic, end);
    target(code, isStatic);
    code.iload(site);
    hook(
        code,
        isVolatile ? "writeVolatile" : "write",
        ConstantDescs.CD_boolean,
        Emit.OBJECT,
        ConstantDescs.CD_int);
    code.ifeq(end);
    if (checksRaces && isVolatile) {
      exchangeClock(code, name, isStatic, "release");
    } else if (checksRaces) {
      if (!isStatic) {
        code.aload(0);
      }
      epochs(code, name, isStatic, site);
      hook(
          code,
          "checkWrite",
          ConstantDescs.CD_long,
          Emit.OBJECT,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_long);
      put(code, written(name), ConstantDescs.CD_long, isStatic);
      if (!isStatic) {
        code.aload(0);
      }
      code.lconst_0();
      put(code, read(name), ConstantDescs.CD_long, isStatic);
    }
    hook(code, "isRecording", ConstantDescs.CD_boolean);
    code.ifeq(end);
    target(code, isStatic);
    code.loadLocal(TypeKind.from(type).asLoadable(), value);
    Emit.box(code, type);
    code.iload(site);
    hook(code, "wrote", ConstantDescs.CD_void, Emit.OBJECT, Emit.OBJECT, ConstantDescs.CD_int);
    code.labelBinding(end);
    code.return_();
  }

  private static void skipNull(CodeBuilder code, boolean isStatic, Label end) {
    if (!isStatic) {
      code.aload(0);
      code.ifnull(end);
    }
  }

  /** The object, or for a static field its class. */
  private void target(CodeBuilder code, boolean isStatic) {
    if (isStatic) {
      code.ldc(owner);
    } else {
      code.aload(0);
    }
  }

  private void epochs(CodeBuilder code, String name, boolean isStatic, int site) {
    target(code, isStatic);
    code.iload(site);
    get(code, written(name), ConstantDescs.CD_long, isStatic);
    get(code, read(name), ConstantDescs.CD_long, isStatic);
  }

  private void exchangeClock(CodeBuilder code, String name, boolean isStatic, String hook) {
    if (!isStatic) {
      code.aload(0);
    }
    get(code, clock(name), Emit.OBJECT, isStatic);
    hook(code, hook, Emit.OBJECT, Emit.OBJECT);
    put(code, clock(name), Emit.OBJECT, isStatic);
  }

  private void get(CodeBuilder code, String name, ClassDesc type, boolean isStatic) {
    if (isStatic) {
      code.getstatic(owner, name, type);
    } else {
      code.aload(0);
      code.getfield(owner, name, type);
    }
  }

  private void put(CodeBuilder code, String name, ClassDesc type, boolean isStatic) {
    if (isStatic) {
      code.putstatic(owner, name, type);
    } else {
      code.putfield(owner, name, type);
    }
  }

  private static void hook(
      CodeBuilder code, String name, ClassDesc result, ClassDesc... parameters) {
    Emit.hook(code, name, result, parameters);
  }
}
