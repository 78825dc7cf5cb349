package dev.gil.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows and nevers of the house: which module may know which, and what users may see. */
class HouseRulesTest {
  private static final int MOST_TYPES_OF_A_PACKAGE = 25;

  /** What the bench keeps in packages of others, to see their internals, is none of theirs. */
  private static final ImportOption WITHOUT_GUESTS =
      location -> !location.contains("/gil-bench/") || location.contains("/dev/gil/bench/");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(WITHOUT_GUESTS)
          .importPackages("dev.gil");

  private static final String[] CORE = {
    "dev.gil",
    "dev.gil.io..",
    "dev.gil.spi..",
    "dev.gil.refcount..",
    "dev.gil.trace..",
    "dev.gil.internal.."
  };

  /** What {@code module-info} exports. */
  private static final Set<String> EXPORTED = exported();

  private static Set<String> exported() {
    Set<String> names = new HashSet<>();
    try {
      ClassLoader loader = HouseRulesTest.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources("module-info.class"))) {
        try (InputStream in = url.openStream()) {
          ModuleDescriptor module = ModuleDescriptor.read(in);
          if (module.name().startsWith("dev.gil.")) {
            module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .forEach(exports -> names.add(exports.source()));
          }
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(EXPORTED)
        .contains("dev.gil", "dev.gil.spi", "dev.gil.refcount", "dev.gil.trace", "dev.gil.testkit");
    assertThat(HOUSE.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.gil",
            "dev.gil.executors.single",
            "dev.gil.testkit.rules",
            "dev.gil.vector",
            "dev.gil.openblas");
  }

  @Test
  void coreKnowsNothingAboveIt() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.gil.executors..", "dev.gil.workloads..", "dev.gil.testkit..", "dev.gil.bench..")
        .check(HOUSE);
  }

  @Test
  void coreNeedsTheJdkOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.gil..", "java..", "javax..", "jdk.jfr..", "org.jspecify..")
        .check(HOUSE);
  }

  @Test
  void theTestKitKnowsCoreOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.executors..", "dev.gil.workloads..", "dev.gil.bench..")
        .check(HOUSE);
  }

  @Test
  void theExecutorsKnowCoreOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil.executors..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.testkit..", "dev.gil.workloads..", "dev.gil.bench..")
        .check(HOUSE);
  }

  @Test
  void theKernelsKnowCoreOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.gil.arrays..", "dev.gil.crypto..", "dev.gil.image..", "dev.gil.learn..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.gil.executors..",
            "dev.gil.testkit..",
            "dev.gil.workloads..",
            "dev.gil.bench..",
            "dev.gil.vector..",
            "dev.gil.openblas..")
        .check(HOUSE);
  }

  @Test
  void anEngineKnowsItsSpiOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.gil.vector..", "dev.gil.openblas..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.gil.vector..",
            "dev.gil.openblas..",
            "dev.gil.arrays.spi",
            "dev.gil.image.spi",
            "dev.gil.kernel",
            "java..",
            "jdk.incubator.vector..",
            "org.jspecify..")
        .check(HOUSE);
  }

  @Test
  void nobodyKnowsAnEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.gil.vector..", "dev.gil.openblas..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.vector..", "dev.gil.openblas..")
        .check(HOUSE);
  }

  @Test
  void theClusterKnowsCoreAndItsEnginesOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil.cluster..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.gil",
            "dev.gil.spi",
            "dev.gil.cluster..",
            "com.hazelcast..",
            "io.netty..",
            "org.redisson..",
            "java..",
            "org.jspecify..")
        .check(HOUSE);
  }

  @Test
  void onlyTheBenchKnowsTheCluster() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.gil.cluster..", "dev.gil.bench.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.cluster..", "com.hazelcast..", "org.redisson..")
        .check(HOUSE);
  }

  @Test
  void nothingAboveThePortKnowsAnEngine() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.gil.cluster", "dev.gil.cluster.engine", "dev.gil.cluster.member")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..", "org.redisson..", "io.netty..")
        .check(HOUSE);
  }

  @Test
  void noEngineKnowsTheOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil.cluster.redis..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.cluster.hazelcast..", "com.hazelcast..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.gil.cluster.hazelcast..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.cluster.redis..", "org.redisson..", "io.netty..")
        .check(HOUSE);
  }

  @Test
  void nothingPublishedKnowsTheBench() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.gil.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.gil.bench..")
        .check(HOUSE);
  }

  @Test
  void theWorkloadsDoNotKnowTheTestKit() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil.workloads..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.gil.testkit..")
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  /** What they share sits in {@code dev.gil.executors.internal}. */
  @Test
  void noStrategyKnowsAnother() {
    SlicesRuleDefinition.slices()
        .matching("dev.gil.executors.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            JavaClass.Predicates.resideInAPackage("dev.gil.executors.internal.."))
        .check(HOUSE);
  }

  @Test
  void theLockDoesNotKnowTheSpiOrTheRefcounts() {
    noClasses()
        .that()
        .resideInAPackage("dev.gil")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.gil.spi..", "dev.gil.refcount..")
        .check(HOUSE);
  }

  @Test
  void nobodyUsesUnsafe() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("sun.misc.Unsafe")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("jdk.internal..")
        .check(HOUSE);
  }

  @Test
  void coreNeverSleeps() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .check(HOUSE);
  }

  @Test
  void nobodyListensOnASocket() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.gil", "dev.gil.spi..", "dev.gil.internal..", "dev.gil.executors..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.ServerSocket")
        .check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes()
        .that()
        .resideInAnyPackage(EXPORTED.toArray(String[]::new))
        .should()
        .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|Data|Info)")
        .check(HOUSE);
  }

  @Test
  void aPackageShowsFewTypes() {
    Map<String, Long> shown =
        HOUSE.stream()
            .filter(type -> EXPORTED.contains(type.getPackageName()))
            .filter(type -> type.isTopLevelClass() && isPublic(type.getModifiers()))
            .filter(type -> !type.isAssignableTo(Throwable.class)) // one for each cause
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    assertThat(shown).isNotEmpty();
    assertThat(shown.entrySet())
        .allMatch(
            entry -> entry.getValue() <= MOST_TYPES_OF_A_PACKAGE,
            "at most 25 public types besides exceptions");
  }

  /**
   * Neither a type of a package that is not exported, nor one of a library that gil uses inside.
   */
  @Test
  void signaturesShowOnlyWhatUsersMayName() {
    Set<String> hidden = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      if (EXPORTED.contains(type.getPackageName()) && isShown(type)) {
        type.getRawSuperclass()
            .ifPresent(parent -> collect(type, type.getName(), Set.of(parent), hidden));
        collect(type, type.getName(), type.getRawInterfaces(), hidden);
        for (JavaMember member : type.getMembers()) {
          if (isShown(member)) {
            collect(type, member.getFullName(), typesOf(member), hidden);
          }
        }
      }
    }
    assertThat(hidden).isEmpty();
  }

  private static boolean isShown(JavaClass type) {
    return isPublic(type.getModifiers())
        && type.getEnclosingClass().map(HouseRulesTest::isShown).orElse(true);
  }

  private static boolean isShown(JavaMember member) {
    return isPublic(member.getModifiers())
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static boolean isPublic(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC);
  }

  private static Set<JavaClass> typesOf(JavaMember member) {
    Stream<JavaType> types =
        switch (member) {
          case JavaField field -> Stream.of(field.getType());
          case JavaCodeUnit unit ->
              Stream.concat(
                  Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()),
                  unit.getExceptionTypes().stream());
          default -> Stream.empty();
        };
    return types
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .collect(Collectors.toSet());
  }

  private static void collect(
      JavaClass of, String where, Set<JavaClass> types, Set<String> hidden) {
    for (JavaClass type : types) {
      JavaClass base = type.getBaseComponentType();
      if (!base.isPrimitive() && !mayBeShown(base) && !base.equals(of)) {
        hidden.add(where + " shows " + base.getName());
      }
    }
  }

  private static boolean mayBeShown(JavaClass type) {
    String in = type.getPackageName();
    return EXPORTED.contains(in)
        || in.startsWith("java.")
        || in.startsWith("javax.")
        || List.of(
                "org.assertj.core.api",
                "org.junit.jupiter.api",
                "net.jqwik.api",
                "net.jqwik.api.providers")
            .contains(in);
  }
}
