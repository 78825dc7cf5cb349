package dev.gil.arrays;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** What an expression does with one or two doubles on the stack. */
enum Operation {
  PLUS,
  MINUS,
  TIMES,
  DIVIDED_BY,
  MIN,
  MAX,
  NEGATED,
  ABSOLUTE,
  SQUARE_ROOT;

  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  void write(CodeBuilder code) {
    switch (this) {
      case PLUS -> code.dadd();
      case MINUS -> code.dsub();
      case TIMES -> code.dmul();
      case DIVIDED_BY -> code.ddiv();
      case NEGATED -> code.dneg();
      case MIN -> math(code, "min", 2);
      case MAX -> math(code, "max", 2);
      case ABSOLUTE -> math(code, "abs", 1);
      case SQUARE_ROOT -> math(code, "sqrt", 1);
    }
  }

  private static void math(CodeBuilder code, String name, int operands) {
    ClassDesc number = ConstantDescs.CD_double;
    code.invokestatic(
        MATH,
        name,
        operands == 1
            ? MethodTypeDesc.of(number, number)
            : MethodTypeDesc.of(number, number, number));
  }
}
