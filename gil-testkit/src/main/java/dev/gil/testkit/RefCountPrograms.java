package dev.gil.testkit;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Random {@link RefCountProgram}s for jqwik: {@code @ForAll RefCountProgram program} finds them by
 * itself. They shrink to fewer threads, objects, rounds and steps.
 */
public final class RefCountPrograms implements ArbitraryProvider {
  /** For {@link java.util.ServiceLoader}. */
  public RefCountPrograms() {}

  /**
   * Programs within limits.
   *
   * @param objects most objects
   * @param threads most threads; there are at least two
   * @param steps most steps a thread and round, before what balances them
   * @param rounds most rounds
   * @return balanced programs
   */
  public static Arbitrary<RefCountProgram> upTo(int objects, int threads, int steps, int rounds) {
    Arbitrary<Integer> choices = Arbitraries.integers().between(0, 3 * 52);
    return Combinators.combine(
            Arbitraries.integers().between(1, objects),
            Arbitraries.integers().between(1, rounds),
            choices.list().ofMinSize(1).ofMaxSize(steps).list().ofMinSize(2).ofMaxSize(threads))
        .as(RefCountProgram::of);
  }

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    return targetType.isOfType(RefCountProgram.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(upTo(4, 4, 40, 20));
  }
}
