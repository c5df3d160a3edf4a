package org.hactl.module.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.nio.file.Path;
import java.util.List;
import org.hactl.linux.netlink.NetworkNamespace;
import org.hactl.module.command.ProcessRunner;
import org.hactl.module.filter.MarkModule;
import org.hactl.module.filter.MarkResource;
import org.hactl.module.filter.ObservedMarks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firewall marks by the real nft: what it reads back is what was written. */
@Tag("lab")
class MarkLabTest {
  private static final MarkResource PORTS = new MarkResource("10.9.0.254", "tcp", 8_000, 8_100, 7);
  private static final MarkResource PORT = new MarkResource("fd09::254", "udp", 53, 53, 8);

  @TempDir private Path folder;

  @Test
  void marksAreMadeChangedAndRemoved() throws Exception {
    NetworkNamespace.run(() -> {
      Host<MarkResource, ObservedMarks> host =
          new Host<>(new MarkModule(new ProcessRunner(folder)));
      host.converge(List.of(PORTS, PORT));
      assertThat(tool("nft", "list map inet hactl_marks marks4"))
          .contains("10.9.0.254 . tcp . 8000-8100 : 0x00000007");
      assertThat(host.converge(List.of(PORTS, PORT)).changes()).isEmpty();

      tool("nft", "flush chain inet hactl_marks prerouting");
      tool("nft", "add element inet hactl_marks marks4 { 10.9.0.254 . tcp . 22 : 9 }");
      assertThat(Host.words(host.converge(List.of(PORTS, PORT))))
          .containsExactly(
              "UPDATE mark[10.9.0.254 tcp 8000-8100] | table: damaged > inet hactl_marks"
                  + " | 10.9.0.254 . tcp . 22: 9 > -");

      MarkResource wider = new MarkResource("10.9.0.254", "tcp", 8_000, 8_200, 7);
      host.converge(List.of(wider));
      assertThat(tool("nft", "list map inet hactl_marks marks4")).contains("8000-8200");
      tool("nft", "add table inet others");
      host.converge(List.of());
      assertThat(tool("nft", "list tables")).isEqualTo("table inet others");
    });
  }
}
