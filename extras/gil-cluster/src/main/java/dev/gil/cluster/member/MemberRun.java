package dev.gil.cluster.member;

import dev.gil.cluster.engine.Build;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A JVM that is a member: starts it, says READY, and ends it in order when told to. */
public final class MemberRun {
  /** Kept, so that their levels are: loggers are held weakly. */
  private static final Logger ENGINE = Logger.getLogger("com.hazelcast");

  /** Says at each start that some more open packages would be a little faster. */
  private static final Logger START =
      Logger.getLogger("com.hazelcast.instance.impl.HazelcastInstanceFactory");

  /** Otherwise the logging that Redisson uses says at each start that it logs nowhere. */
  private static final String QUIET = "slf4j.internal.verbosity";

  private final MemberOptions options;
  private final Starter starter;

  /** Starts members of one engine. */
  public interface Starter {
    /** Starts one; it takes tasks when this returns. */
    RunningMember start(MemberOptions options);
  }

  /** Of a member that is not started yet. */
  public MemberRun(MemberOptions options, Starter starter) {
    this.options = options;
    this.starter = starter;
  }

  /** Returns when the JVM is about to end. */
  public void run(PrintWriter out, PrintWriter err) throws InterruptedException {
    ENGINE.setLevel(Level.WARNING);
    START.setLevel(Level.SEVERE);
    if (System.getProperty(QUIET) == null) {
      System.setProperty(QUIET, "ERROR");
    }
    RunningMember member = starter.start(options);
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("gil-farewell").unstarted(() -> leave(member, err)));
    if (options.untilInputEnds()) {
      watchInput(end);
    }
    out.println(
        "READY "
            + member.address()
            + " cluster \""
            + options.cluster()
            + "\", "
            + options.threads()
            + " tasks at a time, pid "
            + ProcessHandle.current().pid()
            + ", "
            + Build.HERE);
    out.flush();
    end.await();
  }

  /** Tasks that are too slow are told to stop; then the JVM ends, whatever they do. */
  private void leave(RunningMember member, PrintWriter err) {
    try {
      if (!member.stop(options.drain())) {
        err.println(
            "gil member: tasks still ran "
                + options.drain().toSeconds()
                + " s after it was told to end, and were cancelled");
        err.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void watchInput(CountDownLatch end) {
    InputStream input = System.in;
    System.setIn(InputStream.nullInputStream()); // a task must not eat what is waited for
    Thread.ofPlatform()
        .daemon()
        .name("gil-starter-watch")
        .start(
            () -> {
              try {
                var _ = input.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // It has ended, one way or the other.
              }
              end.countDown();
            });
  }
}
