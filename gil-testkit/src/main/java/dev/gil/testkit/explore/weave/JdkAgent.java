package dev.gil.testkit.explore.weave;

import dev.gil.testkit.explore.engine.Execution;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Level 2: the agent by which classes of the JDK are rewritten in this JVM, and what their code
 * then calls. Attached when it is first needed, once, and stays. Thread-safe.
 *
 * <p>A JVM may not attach to itself, so another one is started for that. Code of the JDK cannot
 * link to a class of the test kit: it calls one on the boot class path, which knows the test kit by
 * interfaces of the JDK.
 */
final class JdkAgent {
  static final String REMEDY =
      "start the JVM with -XX:+EnableDynamicAgentLoading, in a JDK that has the module"
          + " jdk.attach";

  private static final long PATIENCE_SECONDS = 20;

  private static @Nullable Instrumentation attached; // guarded by this class

  private JdkAgent() {}

  /**
   * What the agent was given.
   *
   * @throws IOException if it cannot be attached
   * @throws InterruptedException if interrupted while it is
   */
  static synchronized Instrumentation attach() throws IOException, InterruptedException {
    Instrumentation known = attached;
    if (known == null) {
      try {
        known = attachTo(Files.createTempDirectory("gil-agent"));
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
      attached = known;
    }
    return known;
  }

  private static Instrumentation attachTo(Path folder)
      throws IOException, InterruptedException, ReflectiveOperationException {
    Path agent = folder.resolve("agent.jar");
    Path boot = folder.resolve("boot.jar");
    AgentJar.writeAgent(agent);
    AgentJar.writeBoot(boot);
    load(agent, folder.resolve("attach.log"));
    Instrumentation found =
        (Instrumentation)
            ClassLoader.getSystemClassLoader()
                .loadClass(AgentJar.AGENT)
                .getField(AgentJar.INSTRUMENTATION)
                .get(null);
    found.appendToBootstrapClassLoaderSearch(new JarFile(boot.toFile()));
    LongSupplier clock =
        () -> {
          Execution execution = Execution.current();
          return execution == null ? System.nanoTime() : execution.now();
        };
    IntConsumer points = JdkPoints::at;
    Class.forName(AgentJar.CLOCK, true, null).getField(AgentJar.SOURCE).set(null, clock);
    Class.forName(AgentJar.POINTS, true, null).getField(AgentJar.SOURCE).set(null, points);
    return found;
  }

  private static void load(Path agent, Path log) throws IOException, InterruptedException {
    Process attaching =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.attach",
                "-cp",
                agent.toString(),
                AgentJar.ATTACH,
                Long.toString(ProcessHandle.current().pid()),
                agent.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!attaching.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      attaching.destroyForcibly();
      throw new IOException("no agent after " + PATIENCE_SECONDS + " s");
    }
    if (attaching.exitValue() != 0) {
      throw new IOException("no agent: " + Files.readString(log).lines().findFirst().orElse(""));
    }
  }
}
