package dev.gil.testkit.explore;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Random {@link Plan}s for jqwik: {@code @ForAll Plan plan} finds them by itself, and {@link
 * Interleavings#run(Plan)} runs one. They shrink to fewer switches, and to earlier ones.
 *
 * {@snippet :
 * @Property
 * void aTransferKeepsTheTotal(@ForAll Plan plan, @ForAll Program<Transfer> transfers) {
 *   Interleavings.of(() -> makeAll(transfers)).run(plan).check();
 * }
 * }
 */
public final class Plans implements ArbitraryProvider {
  private static final int MOST_OTHERS = 3;

  /** For {@link java.util.ServiceLoader}. */
  public Plans() {}

  /**
   * Plans within limits.
   *
   * @param decisions how many decisions of an execution may be other than 0, from its beginning
   * @param switches how many of them are at most
   * @return plans
   * @throws IllegalArgumentException if there are fewer decisions than switches
   */
  public static Arbitrary<Plan> upTo(int decisions, int switches) {
    if (switches < 0 || switches > decisions) {
      throw new IllegalArgumentException(switches + " switches in " + decisions + " decisions");
    }
    return Arbitraries.maps(
            Arbitraries.integers().between(0, decisions - 1),
            Arbitraries.integers().between(1, MOST_OTHERS))
        .ofMaxSize(switches)
        .map(Plan::of);
  }

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    return targetType.isOfType(Plan.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    return Set.of(upTo(60, 6));
  }
}
