package dev.gil.testkit.explore.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Loads the code under test once more, woven; all other classes are the parent's.
 *
 * <p>The woven classes are in the unnamed module of this loader, whatever module they came from.
 * Thread-safe.
 */
public final class WeavingLoader extends ClassLoader {
  private static final String HOOKS = WeavingLoader.class.getPackageName();

  static {
    registerAsParallelCapable();
  }

  private final List<String> packages;
  private final Weaver weaver;
  private final Statics statics = new Statics();
  private final @Nullable RaceClocks clocks;
  private volatile boolean callsTimedWaits;
  private final Set<String> losses = Collections.synchronizedSet(new TreeSet<>());
  private final Origins origins = new Origins(losses::add); // guarded by itself
  private final Set<String> unwoven = Collections.synchronizedSet(new TreeSet<>());
  private final List<String> woven = Collections.synchronizedList(new ArrayList<>());

  /**
   * Creates a loader.
   *
   * @param parent the loader whose classes are woven
   * @param packages which packages, with the packages below them, or classes are woven
   * @param checksRaces whether accesses are prepared for the race check
   * @param resetsStatics whether static state can be reset
   * @throws IllegalArgumentException if a package is one that cannot be woven
   */
  public WeavingLoader(
      ClassLoader parent, List<String> packages, boolean checksRaces, boolean resetsStatics) {
    super("woven", parent);
    for (String name : packages) {
      if (name.matches("(java|javax|jdk|sun|com\\.sun)(\\..*)?")) {
        throw new IllegalArgumentException(
            name
                + " is of the JDK, whose classes only its own loader may define; weave the package"
                + " of your code: calls of the JDK in it are woven too");
      }
    }
    this.packages = List.copyOf(packages);
    clocks = checksRaces ? new RaceClocks() : null;
    Module mine = WeavingLoader.class.getModule();
    if (mine.isNamed()) {
      mine.addReads(getUnnamedModule());
      mine.addExports(HOOKS, getUnnamedModule());
    }
    ClassShapes shapes = new ClassShapes(parent, this::isWovenInternal, this::foundTimedWait);
    weaver =
        new Weaver(
            parent,
            shapes,
            checksRaces,
            resetsStatics,
            (what, why) -> unwoven.add(what.replace('/', '.') + " (" + why + ")"));
  }

  /** Whether the class of that name is loaded woven here. */
  public boolean isWoven(String className) {
    if (Kit.isPart(className)) {
      return false;
    }
    for (String name : packages) {
      if (className.startsWith(name)
          && (className.length() == name.length()
              || ".$".indexOf(className.charAt(name.length())) >= 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWovenInternal(String internalName) {
    return isWoven(internalName.replace('/', '.'));
  }

  /** What could not be woven, with the reason, by name. */
  public List<String> unwoven() {
    synchronized (unwoven) {
      return List.copyOf(unwoven);
    }
  }

  /** What woven classes are not any more, in sentences. */
  public List<String> losses() {
    synchronized (losses) {
      return List.copyOf(losses);
    }
  }

  /** The names of the classes woven so far. */
  public List<String> wovenClasses() {
    synchronized (woven) {
      return List.copyOf(woven);
    }
  }

  boolean callsTimedWaits() {
    return callsTimedWaits;
  }

  private void foundTimedWait() {
    if (callsTimedWaits) {
      return;
    }
    callsTimedWaits = true;
    // An explored thread that parked here would hand its turn on in the middle of class loading.
    Thread installing = Thread.ofPlatform().daemon().start(TimedWaits::install);
    while (installing.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /** The clocks of all explorations of these classes, as what they leave in fields lives on. */
  @Nullable RaceClocks clocks() {
    return clocks;
  }

  Statics statics() {
    return statics;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isWoven(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      Class<?> found = known == null ? findClass(name) : known;
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] original = original(name);
    if (original == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] code;
    try {
      code = weaver.weave(original);
    } catch (RuntimeException e) {
      throw new ClassNotFoundException(
          name
              + " cannot be woven ("
              + e
              + "); leave its package out of weave(...) to explore around it",
          e);
    }
    woven.add(name);
    synchronized (origins) {
      origins.of(name, getParent().getResource(fileOf(name)));
    }
    return defineClass(name, code, 0, code.length);
  }

  private static String fileOf(String className) {
    return className.replace('.', '/') + ".class";
  }

  private byte @Nullable [] original(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(fileOf(name))) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
