package dev.gil.testkit.explore.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be woven, or is not the same once it is, is named in the control report. */
class LeftAloneTest {
  private static final String NAME = "made.Large";

  /** A class with a method of so many additions to a field. */
  private static byte[] adding(int times) {
    ClassDesc self = ClassDesc.of(NAME);
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withField("sum", ConstantDescs.CD_int, ClassFile.ACC_STATIC);
              type.withMethodBody(
                  "add",
                  MethodTypeDesc.of(ConstantDescs.CD_void),
                  ClassFile.ACC_STATIC | ClassFile.ACC_PUBLIC,
                  code -> {
                    for (int i = 0; i < times; i++) {
                      code.getstatic(self, "sum", ConstantDescs.CD_int);
                      code.iconst_1();
                      code.iadd();
                      code.putstatic(self, "sum", ConstantDescs.CD_int);
                    }
                    code.return_();
                  });
            });
  }

  /** Knows one class. */
  private static final class One extends ClassLoader {
    private final byte[] code;

    One(byte[] code) {
      super(LeftAloneTest.class.getClassLoader());
      this.code = code;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return name.equals("made/Large.class")
          ? new ByteArrayInputStream(code)
          : super.getResourceAsStream(name);
    }
  }

  private static List<String> controlLines(ClassLoader parent, String name) throws Exception {
    Weaving weaving =
        Weaving.of(parent, List.of(name.substring(0, name.lastIndexOf('.'))), false, false, 1);
    try (weaving) {
      Class<?> woven = Class.forName(name, true, weaving.loader());
      assertThat(woven.getClassLoader()).isSameAs(weaving.loader());
      return weaving.controlLines();
    }
  }

  @Test
  void aMethodThatWouldGrowTooLargeIsNamed() throws Exception {
    assertThat(controlLines(new One(adding(7_000)), NAME))
        .contains("not woven: made.Large.add (too large)");
  }

  @Test
  void aMethodThatStaysSmallEnoughIsWoven() throws Exception {
    assertThat(controlLines(new One(adding(1_000)), NAME))
        .noneMatch(line -> line.startsWith("not woven"));
  }

  @Test
  void aClassOfAModuleIsNamedByIt() throws Exception {
    String name = dev.gil.testkit.explore.weave.programs.Everything.class.getName();
    Module module = LeftAloneTest.class.getModule();
    assertThat(module.isNamed()).isTrue();
    assertThat(controlLines(LeftAloneTest.class.getClassLoader(), name))
        .anyMatch(line -> line.startsWith("woven outside of module " + module.getName()));
  }

  @Test
  void aClassOfASignedJarIsNamedByIt(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("large.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out)) {
      to.putNextEntry(new JarEntry("made/Large.class"));
      to.write(adding(1));
    }
    assertThat(linesOf(jar)).noneMatch(line -> line.contains("signature"));
    assertThat(linesOf(signed(jar, folder))).contains("woven without the signature of signed.jar");
  }

  private static List<String> linesOf(Path jar) throws Exception {
    try (URLClassLoader parent = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      return controlLines(parent, NAME);
    }
  }

  private static Path signed(Path jar, Path folder) throws Exception {
    String keys = folder.resolve("keys").toString();
    Path signed = folder.resolve("signed.jar");
    run(
        folder,
        "keytool",
        "-genkeypair -alias it -keyalg EC -dname CN=it -storepass secret -keystore",
        keys);
    run(
        folder,
        "jarsigner",
        "-storepass secret -keystore",
        keys,
        "-signedjar",
        signed.toString(),
        jar.toString(),
        "it");
    return signed;
  }

  private static void run(Path folder, String tool, String options, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of(arguments));
    Path log = folder.resolve(tool + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }
}
