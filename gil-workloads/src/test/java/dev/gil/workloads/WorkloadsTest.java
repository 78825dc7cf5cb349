package dev.gil.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void theCatalogueHoldsTheWorkloadsInTheirOrder() {
    assertThat(Workloads.list())
        .extracting(Workload::id)
        .containsExactly(
            "count",
            "primes",
            "refcount",
            "pages",
            "api",
            "files",
            "queries",
            "hybrid",
            "matmul",
            "encrypt",
            "train",
            "resize");
    assertThat(Workloads.problems()).isEmpty();
  }

  @Test
  void aProviderThatIsNotThereIsReportedAndTakesNobodyDown() throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Workload.class.getName()), "com.acme.Missing\n");
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      assertThat(Workloads.list()).extracting(Workload::id).contains("count", "primes");
      assertThat(Workloads.problems()).singleElement().asString().contains("com.acme.Missing");
    }
  }
}
