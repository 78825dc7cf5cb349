package dev.gil.testkit.explore.classics;

/** A value made at first use. */
@SuppressWarnings("DoubleCheckedLocking") // that is the bug
final class DoubleChecked {
  private static final class Settings {
    private int size;

    void load() {
      size = 3;
    }
  }

  private volatile Settings published;
  private Settings plain;

  private DoubleChecked() {}

  /** Shown before it is ready. */
  private Settings early() {
    if (published == null) {
      synchronized (this) {
        if (published == null) {
          published = new Settings();
          published.load();
        }
      }
    }
    return published;
  }

  static void brokenPublishedEarly() {
    DoubleChecked shared = new DoubleChecked();
    Both.Step step = () -> Both.expect(shared.early().size == 3, "not loaded");
    Both.run(step, step);
  }

  /** Right in every order of the accesses, wrong in the memory model. */
  private Settings plain() {
    if (plain == null) {
      synchronized (this) {
        if (plain == null) {
          Settings made = new Settings();
          made.load();
          plain = made;
        }
      }
    }
    return plain;
  }

  static void brokenWithoutVolatile() {
    DoubleChecked shared = new DoubleChecked();
    Both.Step step = () -> Both.expect(shared.plain().size == 3, "not loaded");
    Both.run(step, step);
  }

  private Settings right() {
    if (published == null) {
      synchronized (this) {
        if (published == null) {
          Settings made = new Settings();
          made.load();
          published = made;
        }
      }
    }
    return published;
  }

  static void correct() {
    DoubleChecked shared = new DoubleChecked();
    Both.Step step = () -> Both.expect(shared.right().size == 3, "not loaded");
    Both.run(step, step);
  }

  private static final class Holder {
    static final Settings ONE = make();

    private static Settings make() {
      Settings made = new Settings();
      made.load();
      return made;
    }
  }

  static void correctByHolder() {
    Both.Step step = () -> Both.expect(Holder.ONE.size == 3, "not loaded");
    Both.run(step, step);
  }
}
