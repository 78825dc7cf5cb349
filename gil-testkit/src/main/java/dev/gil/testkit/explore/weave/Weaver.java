package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.CodeWeaver.Around;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Rewrites class files so that whatever threads share in them is announced to {@link Hooks} first.
 *
 * <p>What the class means stays the same where no exploration runs. Thread-safe.
 */
final class Weaver {
  static final String INITIALIZE = Emit.PREFIX + "initialize";
  static final String CLEAR = Emit.PREFIX + "clear";

  /** A method of more code than this is left alone if its class grew too large. */
  private static final int LARGE = 4_000;

  private static final int SYNTHETIC_STATIC =
      ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final ClassShapes shapes;
  private final ClassFile files;
  private final boolean checksRaces;
  private final boolean resetsStatics;
  private final BiConsumer<String, String> unwoven;

  /**
   * Creates a weaver.
   *
   * @param source where to find the class files of the hierarchy
   * @param unwoven told the class or method that had to be left alone, and why
   */
  Weaver(
      ClassLoader source,
      ClassShapes shapes,
      boolean checksRaces,
      boolean resetsStatics,
      BiConsumer<String, String> unwoven) {
    this.shapes = shapes;
    this.checksRaces = checksRaces;
    this.resetsStatics = resetsStatics;
    this.unwoven = unwoven;
    files =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(source)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /** The class file, rewritten. */
  byte[] weave(byte[] original) {
    ClassModel model = files.parse(original);
    try {
      return weave(model, Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      return weave(model, LARGE);
    }
  }

  private byte[] weave(ClassModel model, int largest) {
    String name = model.thisClass().asInternalName();
    Woven woven = new Woven(model, name, largest);
    return files.transformClass(model, woven);
  }

  /** One class on its way. */
  private final class Woven implements ClassTransform {
    private final ClassModel model;
    private final String name;
    private final ClassDesc self;
    private final int largest;
    private final boolean isInterface;
    private final boolean resets;
    private final MethodReferences references;
    private final List<FieldModel> cleared = new ArrayList<>();

    Woven(ClassModel model, String name, int largest) {
      this.model = model;
      this.name = name;
      this.self = model.thisClass().asSymbol();
      this.largest = largest;
      isInterface = model.flags().has(AccessFlag.INTERFACE);
      resets =
          resetsStatics
              && !isInterface
              && !model.flags().has(AccessFlag.ENUM)
              && model.fields().stream().anyMatch(Woven::canChange);
      references = new MethodReferences(shapes, name, isInterface);
    }

    /** Whether a static field can hold another state after a run than before it. */
    private static boolean canChange(FieldModel field) {
      String type = field.fieldType().stringValue();
      boolean isValue = type.length() == 1 || type.equals("Ljava/lang/String;");
      return field.flags().has(AccessFlag.STATIC)
          && !(field.flags().has(AccessFlag.FINAL) && isValue);
    }

    private static boolean isConstant(FieldModel field) {
      return field.findAttribute(Attributes.constantValue()).isPresent();
    }

    @Override
    public void accept(ClassBuilder to, ClassElement element) {
      switch (element) {
        case FieldModel field -> field(to, field);
        case MethodModel method -> method(to, method);
        default -> to.with(element);
      }
    }

    private void field(ClassBuilder to, FieldModel field) {
      boolean isStatic = field.flags().has(AccessFlag.STATIC);
      if (!isStatic || !resets || isConstant(field)) {
        to.with(field);
        return;
      }
      cleared.add(field);
      int flags = field.flags().flagsMask() & ~ClassFile.ACC_FINAL;
      to.withField(
          field.fieldName(),
          field.fieldType(),
          builder -> {
            builder.withFlags(flags);
            field
                .attributes()
                .forEach(
                    a -> {
                      if (a instanceof java.lang.classfile.FieldElement kept) {
                        builder.with(kept);
                      }
                    });
          });
    }

    private void method(ClassBuilder to, MethodModel method) {
      String called = method.methodName().stringValue();
      CodeModel code = method.code().orElse(null);
      int flags = method.flags().flagsMask();
      if (code == null) {
        if ((flags & ClassFile.ACC_SYNCHRONIZED) != 0) {
          unwoven.accept(name + '.' + called, "native and synchronized");
        }
        to.with(method);
        return;
      }
      boolean initializes = called.equals(ConstantDescs.CLASS_INIT_NAME);
      if (code instanceof java.lang.classfile.attribute.CodeAttribute attribute
          && attribute.codeLength() > largest
          && !initializes) {
        unwoven.accept(name + '.' + called, "too large");
        to.with(method);
        return;
      }
      Around around = around(flags, initializes && !resets);
      to.withMethod(
          initializes && resets ? to.constantPool().utf8Entry(INITIALIZE) : method.methodName(),
          method.methodType(),
          initializes && resets ? SYNTHETIC_STATIC : flags & ~ClassFile.ACC_SYNCHRONIZED,
          builder -> {
            for (var element : method) {
              if (element instanceof CodeModel body) {
                builder.transformCode(
                    body, new CodeWeaver(shapes, references, name, called, around));
              } else if (!(element instanceof java.lang.classfile.AccessFlags)) {
                builder.with(element);
              }
            }
          });
    }

    private static Around around(int flags, boolean initializes) {
      if (initializes) {
        return Around.INITIALIZER;
      }
      if ((flags & ClassFile.ACC_SYNCHRONIZED) == 0) {
        return Around.NOTHING;
      }
      return (flags & ClassFile.ACC_STATIC) == 0 ? Around.OBJECT_MONITOR : Around.CLASS_MONITOR;
    }

    @Override
    public void atEnd(ClassBuilder to) {
      FieldGuards guards = new FieldGuards(self, checksRaces);
      for (FieldModel field : model.fields()) {
        if (!field.flags().has(AccessFlag.FINAL)) {
          guards.add(
              to,
              field.fieldName().stringValue(),
              field.fieldTypeSymbol(),
              field.flags().flagsMask());
        }
      }
      if (resets) {
        addReset(to);
      }
      references.addTo(to);
    }

    /** The initializer once more, as a method that can be called before each execution. */
    private void addReset(ClassBuilder to) {
      boolean initializes =
          model.methods().stream()
              .anyMatch(m -> m.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME));
      if (!initializes) {
        to.withMethodBody(INITIALIZE, NOTHING, SYNTHETIC_STATIC, code -> code.return_());
      }
      to.withMethodBody(
          ConstantDescs.CLASS_INIT_NAME,
          NOTHING,
          ClassFile.ACC_STATIC,
          code -> {
            Emit.hook(code, "beginInitializer", ConstantDescs.CD_void);
            code.trying(
                tried -> tried.invokestatic(self, INITIALIZE, NOTHING),
                caught ->
                    caught.catchingAll(
                        handler -> {
                          handler.aconst_null();
                          Emit.hook(
                              handler,
                              "endInitializer",
                              ConstantDescs.CD_void,
                              ConstantDescs.CD_Class);
                          handler.athrow();
                        }));
            code.loadConstant(self);
            Emit.hook(code, "endInitializer", ConstantDescs.CD_void, ConstantDescs.CD_Class);
            code.return_();
          });
      to.withMethodBody(
          CLEAR,
          NOTHING,
          SYNTHETIC_STATIC,
          code -> {
            for (FieldModel field : cleared) {
              ClassDesc type = field.fieldTypeSymbol();
              switch (type.descriptorString().charAt(0)) {
                case 'J' -> code.lconst_0();
                case 'F' -> code.fconst_0();
                case 'D' -> code.dconst_0();
                case 'L', '[' -> code.aconst_null();
                default -> code.iconst_0();
              }
              code.putstatic(self, field.fieldName().stringValue(), type);
            }
            code.return_();
          });
    }
  }
}
