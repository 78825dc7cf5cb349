package dev.gil.testkit.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Random {@link Program}s for jqwik: {@code @ForAll Program<Operation> program} finds them by
 * itself, if jqwik knows values of {@code Operation}: an enum, or a type with a provider. They
 * shrink to fewer threads, to fewer operations, and to the first of the alphabet. A property that
 * fails shows the program with its {@linkplain Program#token() token}.
 */
public final class Programs implements ArbitraryProvider {
  /** For {@link java.util.ServiceLoader}. */
  public Programs() {}

  /**
   * Programs of the operations of an alphabet; their tokens can be parsed with it.
   *
   * @param alphabet the operations, the simplest first
   * @param threads most threads; there are at least two
   * @param length most operations a thread; there is at least one
   * @param <O> the operations
   * @return programs
   */
  public static <O> Arbitrary<Program<O>> over(List<O> alphabet, int threads, int length) {
    return Arbitraries.integers()
        .between(0, alphabet.size() - 1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(length)
        .list()
        .ofMinSize(2)
        .ofMaxSize(threads)
        .map(numbers -> new Program<>(alphabet, numbers));
  }

  /**
   * Programs of any operations.
   *
   * @param operations where they come from
   * @param threads most threads; there are at least two
   * @param length most operations a thread; there is at least one
   * @param <O> the operations
   * @return programs
   */
  public static <O> Arbitrary<Program<O>> of(Arbitrary<O> operations, int threads, int length) {
    return operations
        .list()
        .ofMinSize(1)
        .ofMaxSize(length)
        .list()
        .ofMinSize(2)
        .ofMaxSize(threads)
        .map(Program::of);
  }

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    return targetType.isOfType(Program.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    TypeUsage operation = targetType.getTypeArgument(0);
    if (operation.isEnum()) {
      Object[] constants = operation.getRawType().getEnumConstants();
      return Set.of(over(List.of(constants), 3, 6));
    }
    return subtypeProvider.apply(operation).stream()
        .map(operations -> of(operations.asGeneric(), 3, 6))
        .collect(Collectors.toSet());
  }
}
