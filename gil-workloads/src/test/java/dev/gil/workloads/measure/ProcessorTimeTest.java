package dev.gil.workloads.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  private static final long TICK = Duration.ofMillis(10).toNanos();

  private static final OperatingSystemMXBean JDK =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  @Test
  void itIsThatOfTheJdkButForItsTicks() {
    long before = JDK.getProcessCpuTime();
    long here = ProcessorTime.own();
    long after = JDK.getProcessCpuTime();
    assertThat(here).isBetween(before - 2 * TICK, after + 2 * TICK);
  }

  @Test
  void ofThisProcessByItsNumberItIsTheSame() {
    long before = ProcessorTime.own();
    long here = ProcessorTime.of(ProcessHandle.current().pid());
    assertThat(here).isBetween(before, ProcessorTime.own());
  }

  @Test
  void aProcessThatIsNoneHasUsedNothing() {
    assertThat(ProcessorTime.of(Integer.MAX_VALUE)).isZero();
  }
}
