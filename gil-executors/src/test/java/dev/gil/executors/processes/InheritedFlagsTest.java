package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers get what changes the meaning of code, and nothing that acts on the outside. */
class InheritedFlagsTest {
  @Test
  void whatChangesTheMeaningOfCodeIsInherited() {
    List<String> meaningful =
        List.of(
            "-Dmy.setting=a b",
            "-ea",
            "-da:com.acme...",
            "--enable-preview",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.library.path=/opt/lib");
    assertThat(InheritedFlags.of(meaningful)).isEqualTo(meaningful);
  }

  @Test
  void agentsPortsFilesAndHeapSizesAreNot() {
    assertThat(
            InheritedFlags.of(
                List.of(
                    "-javaagent:jacoco.jar=destfile=x",
                    "-agentlib:jdwp=transport=dt_socket",
                    "-Xrunjdwp:transport=dt_socket",
                    "-Dcom.sun.management.jmxremote.port=9999",
                    "-XX:StartFlightRecording=filename=x.jfr",
                    "-Xlog:gc:gc.log",
                    "-XX:HeapDumpPath=/x",
                    "-XX:OnOutOfMemoryError=reboot",
                    "-XX:AOTCacheOutput=x",
                    "-Xmx8g",
                    "--module-path=/mods",
                    "--upgrade-module-path=/mods")))
        .isEmpty();
  }

  @Test
  void modulesOfTheApplicationAreTheUnnamedModuleOfAWorker() {
    assertThat(
            InheritedFlags.of(
                List.of(
                    "--add-opens=java.base/java.util=com.acme,com.acme.more",
                    "--add-opens=com.acme/com.acme.inner=ALL-UNNAMED",
                    "--add-modules=com.acme,java.sql",
                    "--add-modules=ALL-MODULE-PATH",
                    "--enable-native-access=com.acme,com.acme.more")))
        .containsExactly(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-modules=java.sql",
            "--enable-native-access=ALL-UNNAMED");
  }
}
