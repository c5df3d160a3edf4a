package org.hactl.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.ModuleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kernel parameters that the agent's process may not write or read. */
@Timeout(60)
class HelperSysctlsTest {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());

  @TempDir private Path folder;
  private final FakeSysctls helperSysctls = new FakeSysctls(Map.of());
  private ServerSocketChannel listening;
  private Thread thread;

  @BeforeEach
  void start() throws Exception {
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket()));
    HelperWork work =
        new HelperWork(
            _ -> List.of(),
            _ -> {
              throw new ModuleException("no scripts here");
            },
            () -> "",
            helperSysctls);
    HelperServer server = new HelperServer(listening, MAPPER, "", work, Duration.ofMinutes(5));
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                server.run();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }

  @AfterEach
  void end() throws Exception {
    thread.interrupt();
    thread.join();
    listening.close();
  }

  @Test
  void theHelperWritesAndReadsTheParametersThatTheAgentMayNot() throws Exception {
    SysctlKey usual = SysctlKey.parse("net.ipv4.ip_forward");
    SysctlKey writes = SysctlKey.parse("kernel.kptr_restrict");
    SysctlKey hidden = SysctlKey.parse("net.core.bpf_jit_harden");
    helperSysctls.values.put(hidden, "0");
    FakeSysctls own =
        new FakeSysctls(Map.of(writes, Set.of("write"), hidden, Set.of("read", "write")));
    HelperSysctls sysctls = new HelperSysctls(own, client());

    sysctls.write(usual, "1");
    sysctls.write(writes, "2");

    assertThat(own.values).containsExactly(Map.entry(usual, "1"));
    assertThat(helperSysctls.values).doesNotContainKey(usual).containsEntry(writes, "2");
    assertThat(sysctls.read(hidden)).contains("0");
    assertThat(sysctls.read(hidden)).contains("0");
    assertThat(helperSysctls.reads).as("asked once").containsExactly(hidden);
    sysctls.write(hidden, "2");
    assertThat(sysctls.read(hidden)).contains("2");
  }

  @Test
  void aParameterThatTheHelperMayNotWriteEitherIsTheKernelsError() throws Exception {
    SysctlKey key = SysctlKey.parse("vm.mmap_min_addr");
    helperSysctls.refused.put(key, Set.of("write"));
    assertThatThrownBy(() -> new HelperSysctls(helperSysctls, client()).write(key, "4096"))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("EPERM")
        .hasMessageContaining("by the helper: write sysctl vm.mmap_min_addr");
  }

  @Test
  void withoutAHelperTheErrorSaysWhereToLook() throws Exception {
    end();
    FakeSysctls own =
        new FakeSysctls(Map.of(SysctlKey.parse("kernel.kptr_restrict"), Set.of("write")));
    HelperSysctls sysctls = new HelperSysctls(own, client());

    assertThatThrownBy(() -> sysctls.write(SysctlKey.parse("kernel.kptr_restrict"), "1"))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("EPERM")
        .hasMessageContaining("systemctl status hactl-helper.socket");
  }

  private HelperClient client() {
    return new HelperClient(socket(), MAPPER, "");
  }

  private Path socket() {
    return folder.resolve("helper.sock");
  }
}
