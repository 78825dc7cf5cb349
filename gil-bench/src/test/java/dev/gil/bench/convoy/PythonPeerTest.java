package dev.gil.bench.convoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonPeerTest {
  @Test
  void whereNoneIsThatIsSaid() {
    PythonPeer peer = PythonPeer.first("CPython", List.of("no-such-python", "/nowhere/python"));
    assertThat(peer.problem())
        .isEqualTo("no-such-python: did not run; /nowhere/python: did not run");
  }

  @Test
  void theScriptTravelsInTheCommandLine() {
    assertThat(new PythonPeer("CPython", "python3", "").command(List.of("wake", "1")))
        .startsWith("python3", "-c")
        .endsWith("CPython", "wake", "1")
        .anyMatch(argument -> argument.contains("def keep_deadlines"));
  }
}
