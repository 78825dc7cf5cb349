package dev.gil.arrays;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * What an expression does with one or two doubles on the stack, or with as many vectors of them,
 * each lane to the same bits.
 */
enum Operation {
  PLUS("add", 2),
  MINUS("sub", 2),
  TIMES("mul", 2),
  DIVIDED_BY("div", 2),
  MIN("min", 2),
  MAX("max", 2),
  NEGATED("neg", 1),
  ABSOLUTE("abs", 1),
  SQUARE_ROOT("sqrt", 1);

  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  private final String method;
  private final int operands;

  Operation(String method, int operands) {
    this.method = method;
    this.operands = operands;
  }

  void writeOfVectors(CodeBuilder code) {
    MethodTypeDesc type =
        operands == 1
            ? MethodTypeDesc.of(VectorLoop.DOUBLES)
            : MethodTypeDesc.of(VectorLoop.DOUBLES, VectorLoop.VECTOR);
    code.invokevirtual(VectorLoop.DOUBLES, method, type);
  }

  void write(CodeBuilder code) {
    switch (this) {
      case PLUS -> code.dadd();
      case MINUS -> code.dsub();
      case TIMES -> code.dmul();
      case DIVIDED_BY -> code.ddiv();
      case NEGATED -> code.dneg();
      case MIN, MAX, ABSOLUTE, SQUARE_ROOT -> math(code);
    }
  }

  /** Those of vectors have the names of those in Math. */
  private void math(CodeBuilder code) {
    ClassDesc number = ConstantDescs.CD_double;
    code.invokestatic(
        MATH,
        method,
        operands == 1
            ? MethodTypeDesc.of(number, number)
            : MethodTypeDesc.of(number, number, number));
  }
}
