package org.hactl.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.kernel.ProcessInfo;
import org.hactl.linux.kernel.Processes;
import org.hactl.linux.netlink.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The process events of the real kernel. Needs root in the first namespaces. */
@Tag("lab")
class ProcessesLabTest {
  private final ProcProcesses processes = new ProcProcesses();
  private final BlockingQueue<ProcessEvent> events = new LinkedBlockingQueue<>();

  @Test
  void reportsAProcessFromItsStartToItsEnd() throws Exception {
    try (Processes.Subscription _ = processes.subscribe(events::add)) {
      Process process = new ProcessBuilder("sleep", "321").start();
      int pid = (int) process.pid();
      try {
        expect(new ProcessEvent.Changed(pid));
        assertThat(processes.find(pid)).map(ProcessInfo::pid).contains(pid);
        assertThat(processes.list()).anyMatch(each -> each.pid() == pid);
      } finally {
        process.destroyForcibly();
      }
      expect(new ProcessEvent.Exited(pid));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("process-events"));
  }

  @Test
  void aNameAndAllWordsAreRead() throws Exception {
    Process process = new ProcessBuilder("sleep", "321", "0").start();
    try (Processes.Subscription _ = processes.subscribe(events::add)) {
      assertThat(processes.find((int) ProcessHandle.current().pid()))
          .hasValueSatisfying(own -> assertThat(own.commandLine().getFirst()).contains("java"));
      assertThat(processes.list())
          .filteredOn(each -> each.pid() == process.pid())
          .allSatisfy(each -> assertThat(each.commandLine()).isNotEmpty());
    } finally {
      process.destroyForcibly();
    }
    assertThat(processes.find(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void inAnotherNamespaceTheKernelRefuses() throws Exception {
    NetworkNamespace.run(() ->
        assertThatThrownBy(() -> processes.subscribe(events::add))
            .isInstanceOf(LinuxException.class)
            .hasMessageContaining("Connection refused"));
  }

  private void expect(ProcessEvent wanted) throws InterruptedException {
    while (true) {
      ProcessEvent event = events.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("%s", wanted).isNotNull();
      if (wanted.equals(event)) {
        return;
      }
    }
  }
}
