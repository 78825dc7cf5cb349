package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.weave.Site.Effect;
import dev.gil.testkit.explore.weave.Site.Operation;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Calls that woven code makes of JDK classes which are not woven: a point before each, and the
 * order of memory that it makes.
 *
 * <p>What a call shows its thread is only known when it is over, and nothing is called then if it
 * throws; so it is taken in before whatever the thread does next.
 */
final class OutsideCalls {
  private static final String SYNCHRONIZED = "java.util.Collections$Synchronized";

  private final WovenRun run;

  OutsideCalls(WovenRun run) {
    this.run = run;
  }

  void before(Object receiver, int site) {
    run.point(Operation.CALL, receiver, site);
    Effect effect = Sites.at(site).effect();
    int me = run.turns.running();
    run.finishCall(me);
    if (run.turns.isRecording()) {
      run.turns.observe(run.reports().name(receiver) + '.' + Sites.at(site).member());
    }
    if (run.clocks == null || effect == Effect.NONE) {
      return;
    }
    if (receiver instanceof Future<?>
        || receiver instanceof Executor
        || receiver instanceof CompletionStage<?>) {
      run.releaseTo(run.tasks);
      run.beginCall(me, run.taskState());
      return;
    }
    ObjectState state = run.objects.of(receiver);
    if (effect != Effect.ACQUIRE) {
      run.releaseTo(state.clock());
    }
    if (effect != Effect.RELEASE) {
      run.beginCall(me, state);
    }
  }

  /** A collection, guarded by its own monitor or by nothing: the monitor entered, or null. */
  @Nullable Object beforeShared(Object receiver, int site) {
    Class<?> type = receiver.getClass();
    if (isSynchronized(type)) {
      run.monitors().enter(receiver, site);
      return receiver;
    }
    if (type.getName().startsWith("java.util.concurrent.")) {
      before(receiver, site);
    } else if (run.clocks != null && CallEffects.isConfined(type)) {
      run.point(Operation.CALL, receiver, site);
      run.finishCall(run.turns.running());
      ObjectState state = run.objects.of(receiver);
      if (Sites.at(site).effect() == Effect.CHANGE) {
        state.written = run.checkWrite(receiver, site, state.written, state.read);
        state.read = 0;
      } else {
        state.read = run.checkRead(receiver, site, state.written, state.read);
      }
    }
    return null;
  }

  private static boolean isSynchronized(Class<?> type) {
    String name = type.getName();
    return name.startsWith(SYNCHRONIZED)
        || switch (name) {
          case "java.util.Hashtable",
              "java.util.Properties",
              "java.util.Vector",
              "java.util.Stack",
              "java.lang.StringBuffer" ->
              true;
          default -> false;
        };
  }
}
