package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gil.ResultNotSerializableException;
import dev.gil.TaskNotSerializableException;
import dev.gil.spi.Body;
import dev.gil.spi.GilExecutor;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.ValueWrapper;

/**
 * A class of another library, on the class path of both sides, whose reading has an effect. It does
 * not have it, in neither direction.
 */
class GadgetTest extends PoolTest {
  private static final String NAME = "library.Gadget";
  private static final String TASK = "application.Task";
  private static final String EFFECT = "gadget-test-effect";

  private @Nullable URLClassLoader library;
  private final @Nullable ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void library(@TempDir Path mine) throws Exception {
    URL gadgets = jar(mine.resolve("library.jar"), NAME, gadget());
    URL tasks = jar(mine.resolve("application.jar"), TASK, task());
    library = new URLClassLoader(new URL[] {gadgets, tasks}, before);
    Thread.currentThread().setContextClassLoader(library); // the workers get its jars
  }

  private static URL jar(Path jar, String name, byte[] type) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name.replace('.', '/') + ".class"));
      out.write(type);
    }
    return jar.toUri().toURL();
  }

  @AfterEach
  void unload() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    if (library != null) {
      library.close();
    }
    System.clearProperty(EFFECT);
  }

  private static byte[] type(String name, Class<?> of, Consumer<ClassBuilder> method) {
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type -> {
              type.withFlags(ClassFile.ACC_PUBLIC)
                  .withInterfaceSymbols(ClassDesc.of(of.getName()))
                  .withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
              method.accept(type);
            });
  }

  /** {@code readObject} sets a system property. */
  private static byte[] gadget() {
    ClassDesc text = ConstantDescs.CD_String;
    ClassDesc stream = ClassDesc.of(ObjectInputStream.class.getName());
    return type(
        NAME,
        Serializable.class,
        type ->
            type.withMethodBody(
                "readObject",
                MethodTypeDesc.of(ConstantDescs.CD_void, stream),
                ClassFile.ACC_PRIVATE,
                code ->
                    code.loadConstant(EFFECT)
                        .loadConstant("happened")
                        .invokestatic(
                            ClassDesc.of("java.lang.System"),
                            "setProperty",
                            MethodTypeDesc.of(text, text, text))
                        .pop()
                        .return_()));
  }

  /** {@code call} returns a gadget. */
  private static byte[] task() {
    ClassDesc gadget = ClassDesc.of(NAME);
    return type(
        TASK,
        Body.class,
        type ->
            type.withMethodBody(
                "call",
                MethodTypeDesc.of(ConstantDescs.CD_Object),
                ClassFile.ACC_PUBLIC,
                code ->
                    code.new_(gadget)
                        .dup()
                        .invokespecial(gadget, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .areturn()));
  }

  private static Object make(String name) throws ReflectiveOperationException {
    return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
        .getDeclaredConstructor()
        .newInstance();
  }

  @Test
  void inATaskItIsRefusedByTheWorker() throws Exception {
    GilExecutor pool = open(ONE);
    Object gadget = make(NAME);
    List<Object> hidden = new ArrayList<>(List.of(1, List.of(gadget)));
    assertThat(failure(pool.submit(gil -> hidden.size()), TaskNotSerializableException.class))
        .hasMessageContaining("allow(\"" + NAME + "\")");
    assertThat((Object) get(pool.submit(gil -> System.getProperty(EFFECT, "nothing happened"))))
        .isEqualTo("nothing happened");
  }

  @Test
  void inAResultItIsRefusedHere() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(failure(pool.submit((Body<?>) make(TASK)), ResultNotSerializableException.class))
        .hasMessageContaining("allow(\"" + NAME + "\")");
    assertThat(System.getProperty(EFFECT)).isNull();
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  /** Where it is allowed it does: the tests above can fail. */
  @Test
  void whereItIsAllowedItHasItsEffect() throws Exception {
    GilExecutor pool = open(ONE.allow(NAME));
    get(pool.submit((Body<?>) make(TASK)));
    assertThat(System.getProperty(EFFECT)).isEqualTo("happened");
    Object gadget = make(NAME);
    get(pool.submit(gil -> gadget.hashCode()));
    assertThat((Object) get(pool.submit(gil -> System.getProperty(EFFECT, "nothing happened"))))
        .isEqualTo("happened");
  }

  @Test
  void inAnExceptionAForeignClassIsRefusedHere() throws Exception {
    GilExecutor pool = open(ONE);
    assertThat(
            failure(
                pool.submit(gil -> throwsWith(ValueWrapper.create(1))),
                ResultNotSerializableException.class))
        .hasMessageContaining("Carrier")
        .hasMessageContaining("throwsWith")
        .hasMessageContaining("allow(\"" + ValueWrapper.class.getName() + "\")");
    assertThat((Object) get(pool.submit(gil -> 1))).isEqualTo(1);
  }

  private static int throwsWith(Object luggage) {
    throw new Carrier(luggage);
  }

  @SuppressWarnings("serial")
  static final class Carrier extends RuntimeException {
    final Object luggage;

    Carrier(Object luggage) {
      this.luggage = luggage;
    }
  }
}
