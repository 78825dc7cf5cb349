package dev.gil.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.GlobalLock;
import dev.gil.LockClosedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StrategiesTest {
  private static final String SERVICE = "META-INF/services/" + ParallelismStrategy.class.getName();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Runs jobs on the submitting thread: enough to be found. */
  static class Fake implements ParallelismStrategy {
    private final String id;
    private final Set<Trait> traits;

    Fake(String id, Trait... traits) {
      this.id = id;
      this.traits = Set.of(traits);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Set<Trait> traits() {
      return traits;
    }

    @Override
    public Runner open(StrategySettings settings) {
      return new Runner() {
        @Override
        public void start(Job<?> job) {
          job.run();
        }

        @Override
        public boolean close(boolean now, Duration wait) {
          return true;
        }
      };
    }
  }

  /** Found. */
  public static final class First extends Fake {
    public First() {
      super("first-fake", Trait.SHARES_HEAP);
    }
  }

  /** Found too. */
  public static final class Second extends Fake {
    public Second() {
      super("second-fake", Trait.SHARES_HEAP);
    }
  }

  /** Has the id of another. */
  public static final class Usurper extends Fake {
    public Usurper() {
      super("first-fake", Trait.SHARES_HEAP);
    }
  }

  /** Throws when it is made. */
  public static final class Broken extends Fake {
    public Broken() {
      super("broken");
      throw new IllegalStateException("no licence found");
    }
  }

  /** Has an id that nobody could type. */
  public static final class Misnamed extends Fake {
    public Misnamed() {
      super("My Strategy");
    }
  }

  /** Throws when it is asked for its id. */
  public static final class Nameless extends Fake {
    public Nameless() {
      super("x");
    }

    @Override
    public String id() {
      throw new UnsupportedOperationException("not named yet");
    }
  }

  /** Is registered by mistake. */
  public static final class NoStrategy {
    public NoStrategy() {}
  }

  /** Cannot run here. */
  public static final class Elsewhere extends Fake {
    public Elsewhere() {
      super("elsewhere", Trait.SHARES_HEAP);
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.of("it needs --add-opens java.base/java.lang=ALL-UNNAMED");
    }
  }

  /**
   * The class path of an application: these providers are registered, and their classes are its
   * own. Those of a named module are found by its descriptor only.
   */
  private static final class Application extends ClassLoader {
    private final byte[] services;

    Application(List<String> providers) {
      super("application", StrategiesTest.class.getClassLoader());
      this.services = String.join("\n", providers).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE)
          ? Collections.enumeration(List.of(inMemory(services)))
          : super.getResources(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(StrategiesTest.class.getName() + '$')) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineOwn(name) : loaded;
      }
    }

    private Class<?> defineOwn(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private void register(String... providers) {
    Thread.currentThread().setContextClassLoader(new Application(List.of(providers)));
  }

  private static URL inMemory(byte[] bytes) throws IOException {
    return URL.of(
        URI.create("memory:///services"),
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(bytes);
              }
            };
          }
        });
  }

  private void register(Class<?>... providers) {
    register(List.of(providers).stream().map(Class::getName).toArray(String[]::new));
  }

  @AfterEach
  void restoreLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static List<String> ids() {
    return Strategies.list().stream().map(ParallelismStrategy::id).toList();
  }

  @Test
  void registeredStrategiesAreListedInTheirOrder() {
    register(Second.class, First.class);
    assertThat(ids()).containsExactly("second-fake", "first-fake");
    assertThat(Strategies.problems()).isEmpty();
  }

  @Test
  void aStrategyIsOpenedById() throws Exception {
    register(First.class);
    try (GilExecutor pool = Strategies.open("first-fake")) {
      assertThat(pool.submit(gil -> "ran").get()).isEqualTo("ran");
    }
  }

  @Test
  void anUnknownIdNamesThoseThereAre() {
    register(First.class, Second.class);
    assertThatThrownBy(() -> Strategies.open("fist-fake"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"fist-fake\"")
        .hasMessageContaining("first-fake, second-fake");
  }

  @Test
  void anUnknownIdNamesTheProvidersThatWereNotLoaded() {
    register(Broken.class);
    assertThatThrownBy(() -> Strategies.open("broken"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no licence found");
  }

  @Test
  void aSecondStrategyOfOneIdIsReportedAndTheFirstStays() {
    register(First.class, Usurper.class, Second.class);
    assertThat(Strategies.list())
        .extracting(strategy -> strategy.getClass().getName())
        .containsExactly(First.class.getName(), Second.class.getName());
    assertThat(Strategies.problems())
        .singleElement()
        .asString()
        .contains("\"first-fake\"", Usurper.class.getName(), First.class.getName());
  }

  @Test
  void aProviderThatThrowsIsReportedAndTheOthersStay() {
    register(First.class, Broken.class, Second.class);
    assertThat(ids()).containsExactly("first-fake", "second-fake");
    assertThat(Strategies.problems())
        .singleElement()
        .asString()
        .contains(Broken.class.getName(), "no licence found");
  }

  @Test
  void aProviderThatIsMissingIsReportedAndTheOthersStay() {
    register(First.class.getName(), "com.example.Gone", Second.class.getName());
    assertThat(ids()).containsExactly("first-fake", "second-fake");
    assertThat(Strategies.problems()).singleElement().asString().contains("com.example.Gone");
  }

  @Test
  void aProviderThatIsNoStrategyIsReportedAndTheOthersStay() {
    register(First.class, NoStrategy.class, Second.class);
    assertThat(ids()).containsExactly("first-fake", "second-fake");
    assertThat(Strategies.problems())
        .singleElement()
        .asString()
        .contains(NoStrategy.class.getName());
  }

  @Test
  void aMalformedIdIsReportedAndTheOthersStay() {
    register(Misnamed.class, First.class);
    assertThat(ids()).containsExactly("first-fake");
    assertThat(Strategies.problems())
        .singleElement()
        .asString()
        .contains("\"My Strategy\"", Misnamed.class.getName());
  }

  @Test
  void anIdThatThrowsIsReportedAndTheOthersStay() {
    register(Nameless.class, First.class);
    assertThat(ids()).containsExactly("first-fake");
    assertThat(Strategies.problems()).singleElement().asString().contains("not named yet");
  }

  @Test
  void anUnavailableStrategyIsListedAndRefusesToOpenSayingWhy() {
    register(Elsewhere.class);
    assertThat(ids()).containsExactly("elsewhere");
    assertThatThrownBy(() -> Strategies.open("elsewhere"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("\"elsewhere\"")
        .hasMessageContaining("--add-opens");
  }

  @Test
  void aLentLockIsRefusedByAStrategyWithout() {
    try (GlobalLock lock = GlobalLock.create("mine")) {
      assertThatThrownBy(() -> Strategies.open(new First(), lent(lock)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mine");
    }
  }

  @Test
  void aLentPrivateLockIsRefusedByAStrategyWithWorkers() {
    Fake workers = new Fake("workers", Trait.LOCK_PER_WORKER, Trait.NEEDS_SERIALIZABLE);
    try (GlobalLock lock = GlobalLock.create("mine")) {
      assertThatThrownBy(() -> Strategies.open(workers, lent(lock)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mine")
          .hasMessageContaining("GlobalLock.shared");
    }
  }

  @Test
  void aLentSharedLockIsTakenByAStrategyWithWorkers() {
    Fake workers = new Fake("workers", Trait.LOCK_PER_WORKER, Trait.NEEDS_SERIALIZABLE);
    try (GilExecutor pool = Strategies.open(workers, lent(GlobalLock.shared("strategies-test")))) {
      assertThat(pool.lock()).isEmpty();
    }
  }

  @Test
  void theLockOfAStrategyThatFailsToOpenIsClosed() {
    GlobalLock[] made = new GlobalLock[1];
    Fake fails =
        new Fake("fails", Trait.ONE_AT_A_TIME, Trait.SHARES_HEAP) {
          @Override
          public Runner open(StrategySettings settings) {
            made[0] = settings.lock().orElseThrow();
            throw new IllegalStateException("no threads left");
          }
        };
    assertThatThrownBy(() -> Strategies.open(fails, StrategySettings.DEFAULTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no threads left");
    assertThatThrownBy(made[0]::attach).isInstanceOf(LockClosedException.class);
  }

  @Test
  void withoutAContextLoaderGilsOwnIsUsed() {
    Thread.currentThread().setContextClassLoader(null);
    assertThat(Strategies.problems()).isEmpty();
  }

  private static StrategySettings lent(GlobalLock lock) {
    return StrategySettings.DEFAULTS.lock(lock);
  }
}
