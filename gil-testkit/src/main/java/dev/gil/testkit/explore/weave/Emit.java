package dev.gil.testkit.explore.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Code that woven methods share: calls of {@link Hooks}, and values put aside from the stack. */
final class Emit {
  static final ClassDesc HOOKS = Hooks.class.describeConstable().orElseThrow();
  static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  static final String PREFIX = "$gil$";

  private final Map<TypeKind, List<Integer>> free = new EnumMap<>(TypeKind.class);

  static ClassDesc internal(String name) {
    return name.startsWith("[") ? ClassDesc.ofDescriptor(name) : ClassDesc.ofInternalName(name);
  }

  static void hook(CodeBuilder code, String name, ClassDesc result, ClassDesc... parameters) {
    code.invokestatic(HOOKS, name, MethodTypeDesc.of(result, parameters));
  }

  /** Local variables of the method that nothing else uses, one for each type, in order. */
  int[] aside(CodeBuilder code, List<ClassDesc> types) {
    Map<TypeKind, Integer> used = new EnumMap<>(TypeKind.class);
    int[] slots = new int[types.size()];
    for (int i = 0; i < slots.length; i++) {
      TypeKind kind = TypeKind.from(types.get(i)).asLoadable();
      List<Integer> of = free.computeIfAbsent(kind, k -> new ArrayList<>());
      int next = used.merge(kind, 1, Integer::sum) - 1;
      if (next == of.size()) {
        of.add(code.allocateLocal(kind));
      }
      slots[i] = of.get(next);
    }
    return slots;
  }

  /** Takes the topmost values off the stack, the last first. */
  static void store(CodeBuilder code, List<ClassDesc> types, int[] slots) {
    for (int i = slots.length - 1; i >= 0; i--) {
      code.storeLocal(TypeKind.from(types.get(i)).asLoadable(), slots[i]);
    }
  }

  static void load(CodeBuilder code, List<ClassDesc> types, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      code.loadLocal(TypeKind.from(types.get(i)).asLoadable(), slots[i]);
    }
  }

  /** Puts a value of a primitive type into its box. */
  static void box(CodeBuilder code, ClassDesc type) {
    if (type.isPrimitive()) {
      ClassDesc box =
          switch (type.descriptorString().charAt(0)) {
            case 'I' -> ConstantDescs.CD_Integer;
            case 'J' -> ConstantDescs.CD_Long;
            case 'Z' -> ConstantDescs.CD_Boolean;
            case 'B' -> ConstantDescs.CD_Byte;
            case 'C' -> ConstantDescs.CD_Character;
            case 'S' -> ConstantDescs.CD_Short;
            case 'F' -> ConstantDescs.CD_Float;
            default -> ConstantDescs.CD_Double;
          };
      code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
    }
  }
}
